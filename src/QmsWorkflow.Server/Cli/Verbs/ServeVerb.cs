namespace QmsWorkflow.Server.Cli.Verbs;

internal static class ServeVerb
{
    public static Verb Create(Func<CancellationToken, Task<int>> serve) => new()
    {
        Name = "serve",
        SummaryVi = "Chạy máy chủ cho đến khi bấm Ctrl-C",
        SummaryEn = "Run the server until Ctrl-C",
        RunAsync = (_, ct) => serve(ct),
    };
}
