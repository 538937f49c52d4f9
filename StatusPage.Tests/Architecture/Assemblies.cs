using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;
using StatusPage.Core;
using StatusPage.Jobs;
using StatusPage.Web.Serving;

namespace StatusPage.Tests.Architecture;

/// <summary>The product's own assemblies, as they were compiled.</summary>
internal static class Assemblies
{
    public static readonly Assembly Core = typeof(CoreServices).Assembly;
    public static readonly Assembly Jobs = typeof(JobsServices).Assembly;
    public static readonly Assembly Web = typeof(StatusHub).Assembly;

    public static IReadOnlyList<Assembly> All { get; } = [Core, Jobs, Web];

    public static IReadOnlyList<string> References(Assembly assembly) =>
        [.. assembly.GetReferencedAssemblies().Select(reference => reference.Name ?? "").Order(StringComparer.Ordinal)];

    /// <summary>Which of the product's types use which others, by their full names; what the compiler made counts for the type around it.</summary>
    public static IEnumerable<(string User, string Used)> Uses(Assembly assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly.Location);
        return [.. module.GetTypes().SelectMany(type => Used(type).Select(used => (Outermost(type).FullName, used))).Distinct()];
    }

    private static IEnumerable<string> Used(TypeDefinition type)
    {
        var types = type.Interfaces.Select(one => one.InterfaceType)
            .Concat(type.Fields.Select(field => field.FieldType))
            .Concat(type.Methods.SelectMany(Named));
        return (type.BaseType is { } parent ? types.Append(parent) : types).SelectMany(Parts).Distinct(StringComparer.Ordinal);
    }

    private static IEnumerable<TypeReference> Named(MethodDefinition method)
    {
        var named = method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType);
        return method.HasBody
            ? named.Concat(method.Body.Variables.Select(variable => variable.VariableType)).Concat(method.Body.Instructions.SelectMany(Named))
            : named;
    }

    private static IEnumerable<TypeReference> Named(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        GenericInstanceMethod method => [method.DeclaringType, .. method.GenericArguments],
        MethodReference method => [method.DeclaringType, method.ReturnType],
        FieldReference field => [field.DeclaringType, field.FieldType],
        _ => [],
    };

    private static IEnumerable<string> Parts(TypeReference type) => type is GenericInstanceType generic
        ? generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType.FullName)
        : [type.GetElementType().FullName];

    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
