using Microsoft.Extensions.Configuration;
using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Server.Cli;
using QmsWorkflow.Server.Features.Operations;
using QmsWorkflow.Server.Tests.Journeys;

namespace QmsWorkflow.Server.Tests.Support;

/// <summary>What a verb answered: its exit code and what it wrote to its two streams.</summary>
internal sealed record Said(int Code, string Output, string Error);

/// <summary>Somebody at the command line of a machine.</summary>
internal sealed class Typist
{
    private Typist(IConfiguration settings, int serve) => Verbs = VerbTable.Create(_ => Task.FromResult(serve), StepCatalog.Empty, ProductVerbs.All(settings));

    public IReadOnlyList<Verb> Verbs { get; }

    /// <summary>A machine with nothing but the product's files.</summary>
    /// <param name="serve">The exit code the server would end with.</param>
    public static Typist Bare(int serve = 0) => new(new ConfigurationBuilder().Build(), serve);

    public static Typist With(IConfiguration settings) => new(settings, serve: 0);

    /// <summary>A machine whose product keeps its data in the database of <paramref name="connection"/>.</summary>
    public static Typist At(string connection) => With(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["ConnectionStrings:Qms"] = connection,
        ["QMS_DATA"] = TestFolder.Create("cli"),
        ["QMS_CONTENT"] = Repository.Root,
    }).Build());

    public async Task<Said> TypeAsync(params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(words, Verbs, output, error, TestContext.Current.CancellationToken);
        return new Said(code, output.ToString(), error.ToString());
    }
}
