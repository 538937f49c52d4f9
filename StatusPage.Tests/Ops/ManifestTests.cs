using System.Globalization;
using k8s.Models;
using StatusPage.Web.Draining;
using YamlDotNet.Core;

namespace StatusPage.Tests.Ops;

public sealed class ManifestTests
{
    public static TheoryData<string> Workloads => ["web", "jobs"];

    [Fact]
    public void Read_EveryFile_HasOneKnownObject()
    {
        Assert.NotEmpty(Manifests.Files());
        Assert.All(Manifests.Files(), file => Assert.Single(Manifests.Read(File.ReadAllText(file))));
    }

    [Fact]
    public void Read_UnknownMember_IsRefused()
    {
        const string Misspelt = """
            apiVersion: v1
            kind: Service
            metadata:
              name: web
            spec:
              selectors: {}
            """;

        Assert.Throws<YamlException>(() => Manifests.Read(Misspelt));
    }

    [Fact]
    public void Kustomization_OfEachFolder_ListsEveryFile()
    {
        Assert.NotEmpty(Manifests.Kustomizations());
        Assert.All(Manifests.Kustomizations(), kustomization =>
        {
            var folder = Path.GetDirectoryName(kustomization);
            var files = Manifests.Files().Where(file => Path.GetDirectoryName(file) == folder).Select(Path.GetFileName);

            Assert.Equal(files, Manifests.ReadKustomization(kustomization).Resources.Order(StringComparer.Ordinal));
        });
    }

    [Fact]
    public void Namespace_PodSecurity_IsRestricted()
    {
        var labels = Assert.Single(Manifests.Objects<V1Namespace>()).Metadata.Labels;

        Assert.All(["enforce", "audit", "warn"], mode => Assert.Equal("restricted", labels[$"pod-security.kubernetes.io/{mode}"]));
    }

    [Fact]
    public void Deployments_AreTheTwoWorkloads()
    {
        var names = Manifests.Objects<V1Deployment>().Select(deployment => deployment.Metadata.Name);

        Assert.Equal(Workloads.Select(row => row.Data).Order(), names.Order());
    }

    [Theory, MemberData(nameof(Workloads))]
    public void Pod_RunsAsTheImagesUser(string workload)
    {
        var context = Deployment(workload).Spec.Template.Spec.SecurityContext;

        Assert.True(context.RunAsNonRoot);
        Assert.Equal(1654, context.RunAsUser);
        Assert.Equal("RuntimeDefault", context.SeccompProfile.Type);
    }

    [Fact]
    public void Containers_HaveNoPrivilegeAndNoWritableRoot()
    {
        Assert.All(Manifests.Containers(), container =>
        {
            Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
            Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
            Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
            Assert.Null(container.SecurityContext.Capabilities.Add);
        });
    }

    [Fact]
    public void Containers_RequestResourcesAndLimitMemory()
    {
        Assert.All(Manifests.Containers(), container =>
        {
            Assert.Equal(["cpu", "memory"], container.Resources.Requests.Keys.Order());
            Assert.Equal(["memory"], container.Resources.Limits.Keys);
        });
    }

    [Theory, MemberData(nameof(Workloads))]
    public void Volumes_AreTemporaryAndBounded(string workload)
    {
        var pod = Deployment(workload).Spec.Template.Spec;

        Assert.All(pod.Volumes, volume => Assert.NotNull(volume.EmptyDir.SizeLimit));
        Assert.Equal(["/data", "/tmp"], Assert.Single(pod.Containers).VolumeMounts.Select(mount => mount.MountPath).Order());
    }

    [Fact]
    public void DataDirectory_IsTheMountedVolume()
    {
        var settings = Assert.Single(Manifests.Objects<V1ConfigMap>()).Data;

        Assert.Equal("/data", settings["StatusPage__DataDirectory"]);
    }

    [Fact]
    public void Probes_AskTheHealthAddresses()
    {
        Assert.All(Manifests.Containers(), container =>
        {
            var ports = container.Ports.Select(port => port.Name).ToList();

            Assert.Equal(8080, container.Ports[0].ContainerPort);
            Assert.Equal(("/health/ready", ports[^1]), Asked(container.StartupProbe));
            Assert.Equal(("/health/ready", ports[^1]), Asked(container.ReadinessProbe));
            Assert.Equal(("/health/live", ports[0]), Asked(container.LivenessProbe));
        });
    }

    [Fact]
    public void Web_IsDrainedBeforeItIsStopped()
    {
        var container = Assert.Single(Deployment("web").Spec.Template.Spec.Containers);
        var call = container.Lifecycle.PreStop.HttpGet;
        var settings = container.Env.ToDictionary(one => one.Name, one => one.Value);
        var port = Assert.Single(container.Ports, one => one.Name == call.Port.Value);

        Assert.Equal("/drain", call.Path);
        Assert.Equal($"{port.ContainerPort}", settings["StatusPage__ManagementPort"]);
        Assert.InRange(DrainOf(settings).Wait, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void ManagementPort_IsReachableForNobodyInTheNetwork()
    {
        var open = Manifests.Objects<V1NetworkPolicy>().SelectMany(policy => policy.Spec.Ingress ?? []).SelectMany(rule => rule.Ports);

        Assert.DoesNotContain(open, port => port.Port.Value is "management" or "8081");
        Assert.DoesNotContain(Manifests.Objects<V1Service>().SelectMany(service => service.Spec.Ports), port => port.TargetPort.Value is "management" or "8081");
    }

    [Theory, MemberData(nameof(Workloads))]
    public void Selectors_MatchTheLabelsOfThePods(string workload)
    {
        var deployment = Deployment(workload);
        var labels = deployment.Spec.Template.Metadata.Labels;
        var budget = Assert.Single(Manifests.Objects<V1PodDisruptionBudget>(), found => found.Metadata.Name == workload);

        Assert.Subset(labels.ToHashSet(), deployment.Spec.Selector.MatchLabels.ToHashSet());
        Assert.Subset(labels.ToHashSet(), budget.Spec.Selector.MatchLabels.ToHashSet());
        Assert.All(
            deployment.Spec.Template.Spec.TopologySpreadConstraints,
            spread => Assert.Subset(labels.ToHashSet(), spread.LabelSelector.MatchLabels.ToHashSet()));
    }

    [Theory, MemberData(nameof(Workloads))]
    public void RollingUpdate_NeverTakesAPodAwayFirst(string workload)
    {
        var deployment = Deployment(workload);
        var pod = deployment.Spec.Template.Spec;
        var container = Assert.Single(pod.Containers);

        Assert.Equal("0", deployment.Spec.Strategy.RollingUpdate.MaxUnavailable.Value);
        // 30 s is the most that a .NET host gives itself for stopping.
        Assert.True(pod.TerminationGracePeriodSeconds >= BeforeStopping(container).TotalSeconds + 30);
    }

    [Theory, MemberData(nameof(Workloads))]
    public void ServiceAccount_IsItsOwnAndHasNoToken(string workload)
    {
        var pod = Deployment(workload).Spec.Template.Spec;
        var account = Assert.Single(Manifests.Objects<V1ServiceAccount>(), found => found.Metadata.Name == workload);

        Assert.Equal(account.Metadata.Name, pod.ServiceAccountName);
        Assert.False(pod.AutomountServiceAccountToken);
        Assert.False(account.AutomountServiceAccountToken);
    }

    [Fact]
    public void Service_LeadsToThePodsOfWeb()
    {
        var service = Assert.Single(Manifests.Objects<V1Service>());
        var pod = Deployment("web").Spec.Template;

        Assert.Subset(pod.Metadata.Labels.ToHashSet(), service.Spec.Selector.ToHashSet());
        Assert.Equal(pod.Spec.Containers[0].Ports[0].Name, Assert.Single(service.Spec.Ports).TargetPort.Value);
    }

    [Fact]
    public void Ingress_LeadsToTheServiceAndNamesNoMetrics()
    {
        var rule = Assert.Single(Assert.Single(Manifests.Objects<V1Ingress>()).Spec.Rules);
        var service = Assert.Single(Manifests.Objects<V1Service>());
        var path = Assert.Single(rule.Http.Paths);

        Assert.Equal("/", path.Path);
        Assert.Equal(service.Metadata.Name, path.Backend.Service.Name);
        Assert.Equal(Assert.Single(service.Spec.Ports).Name, path.Backend.Service.Port.Name);
    }

    [Fact]
    public void NetworkPolicies_DenyByDefaultAndKeepMetadataOut()
    {
        var policies = Manifests.Objects<V1NetworkPolicy>().ToDictionary(policy => policy.Metadata.Name);
        var everything = policies["default-deny"].Spec;
        var open = policies.Values.SelectMany(policy => policy.Spec.Egress ?? []).SelectMany(rule => rule.To)
            .Select(peer => peer.IpBlock).OfType<V1IPBlock>().Where(block => block.Cidr == "0.0.0.0/0");

        Assert.Null(everything.PodSelector.MatchLabels);
        Assert.Equal(["Egress", "Ingress"], everything.PolicyTypes.Order());
        Assert.Null(everything.Ingress);
        Assert.Null(everything.Egress);
        Assert.Contains("169.254.0.0/16", Assert.Single(open).Except);
    }

    [Fact]
    public void Secrets_AreReferredToAndNotKept()
    {
        Assert.Empty(Manifests.Objects<V1Secret>());
        Assert.All(Manifests.Containers(), container => Assert.Single(container.EnvFrom, source => source.SecretRef?.Name == "statuspage"));
    }

    private static V1Deployment Deployment(string name) =>
        Assert.Single(Manifests.Objects<V1Deployment>(), deployment => deployment.Metadata.Name == name);

    private static TimeSpan BeforeStopping(V1Container container)
    {
        if (container.Lifecycle.PreStop.Sleep is { } sleep)
        {
            return TimeSpan.FromSeconds(sleep.Seconds);
        }

        var drain = DrainOf(container.Env.ToDictionary(one => one.Name, one => one.Value));
        return drain.Wait + drain.LongestMove;
    }

    private static DrainSettings DrainOf(Dictionary<string, string> settings) =>
        new(TimeSpan.FromSeconds(int.Parse(settings["StatusPage__DrainSeconds"], CultureInfo.InvariantCulture)));

    private static (string Path, string Port) Asked(V1Probe probe) => (probe.HttpGet.Path, probe.HttpGet.Port.Value);
}
