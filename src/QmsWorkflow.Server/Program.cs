using QmsWorkflow.Server.Data.Cluster;
using QmsWorkflow.Server.Features.Operations;

var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
try
{
    await using var host = await ServerHost.OpenAsync(configuration, serves: true, CancellationToken.None);
    return await host.ServeAsync();
}
catch (Exception failure) when (failure is ClusterException or StartException)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 3;
}
