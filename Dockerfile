# syntax=docker/dockerfile:1

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
# Restores as everywhere: where the registry lacks packages, stand-ins for them are made (CONTRIBUTING.md).
RUN eng/restore.sh src/AuditGrpc.Server
RUN dotnet restore src/AuditGrpc.Server --runtime linux-x64 -p:PublishReadyToRun=true \
    && dotnet publish src/AuditGrpc.Server --no-restore --configuration Release --runtime linux-x64 --no-self-contained \
       -p:PublishReadyToRun=true --output /app

# Chiseled: no shell, no package manager, a user that is not root.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
WORKDIR /app
COPY --from=build /app .
USER $APP_UID
# Plaintext from anywhere is for those who ask for it: see "Securing it" in README.md.
ENV ASPNETCORE_URLS=http://+:5080 Hosting__MonitoringUrl=http://0.0.0.0:5081 Logging__Console__FormatterName=json DOTNET_EnableDiagnostics=0
EXPOSE 5080 5081
ENTRYPOINT ["dotnet", "AuditGrpc.Server.dll"]
