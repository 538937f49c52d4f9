# Tags, not digests: see "Image" in docs/operations.md.
ARG SDK_IMAGE=mcr.microsoft.com/dotnet/sdk:10.0-noble
# "extra" has ICU and the time zones; neither a shell nor a package manager is in it.
ARG RUNTIME_IMAGE=mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra

FROM --platform=$BUILDPLATFORM ${SDK_IMAGE} AS build
ARG TARGETARCH
WORKDIR /source

# Only what decides about packages, so that this layer stays until one of them changes.
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY StatusPage.Core/StatusPage.Core.csproj StatusPage.Core/
COPY StatusPage.Jobs/StatusPage.Jobs.csproj StatusPage.Jobs/
COPY StatusPage.Web/StatusPage.Web.csproj StatusPage.Web/
RUN dotnet restore StatusPage.Web -a $TARGETARCH -p:PublishReadyToRun=true

COPY . .
# Compiled ahead: a pod is ready in half the time.
RUN dotnet publish StatusPage.Jobs -c Release --no-restore -a $TARGETARCH -p:PublishReadyToRun=true -o /published \
    && dotnet publish StatusPage.Web -c Release --no-restore -a $TARGETARCH -p:PublishReadyToRun=true -o /published \
    && mkdir /data

FROM ${RUNTIME_IMAGE}
WORKDIR /app
ENV ASPNETCORE_HTTP_PORTS=8080 \
    DOTNET_EnableDiagnostics=0 \
    StatusPage__DataDirectory=/data
# Owned by root and not writable: the process cannot change its own code.
COPY --from=build --chown=0:0 --chmod=0555 /published .
COPY --from=build --chown=1654:1654 /data /data
VOLUME ["/data"]
EXPOSE 8080
USER 1654
# The worker is the same image with the command: dotnet StatusPage.Jobs.dll
ENTRYPOINT ["dotnet", "StatusPage.Web.dll"]
