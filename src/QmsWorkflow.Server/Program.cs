using QmsWorkflow.Server.Cli;
using QmsWorkflow.Server.Features.Operations;

var configuration = new ConfigurationBuilder().AddJsonFile("qms.json", optional: true).AddEnvironmentVariables().Build();
try
{
    var verbs = VerbTable.Create(ct => ServerHost.ServeAsync(configuration, ct), ProductVerbs.Steps(configuration), ProductVerbs.All(configuration));
    return await CommandLine.RunAsync(args, verbs, CancellationToken.None);
}
catch (StartException failure)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return ExitCode.CannotRun;
}
