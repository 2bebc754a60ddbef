namespace QmsWorkflow.Chaos;

/// <summary>The definitions of the run: parallel branches with timers, notices, and children of which the parent waits for all.</summary>
internal static class ChaosFlows
{
    public const string Parent = "chaos-parent";
    private const string Child = "chaos-child";
    public const int Children = 3;

    public static async Task WriteAsync(string folder, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "parent.json"), Definition(Parent,
            """{"id":"fork","type":"Elsa.Fork","version":1,"name":"fork","joinMode":"WaitAll","branches":[@Delayd11@,@Delayd33@,{"id":"branch","type":"Elsa.Sequence","version":1,"name":"branch","activities":[@Delayd22@,@Notifyn1@]}]}""".Replace("@Delayd11@", Delay("d1", 1), StringComparison.Ordinal).Replace("@Delayd33@", Delay("d3", 3), StringComparison.Ordinal).Replace("@Delayd22@", Delay("d2", 2), StringComparison.Ordinal).Replace("@Notifyn1@", Notify("n1"), StringComparison.Ordinal),
            """{"id":"fan","type":"Elsa.BulkDispatchWorkflows","version":1,"name":"fan","workflowDefinitionId":{"typeName":"String","expression":{"type":"Literal","value":"chaos-child"}},"items":{"typeName":"Object","expression":{"type":"Object","value":"[{\"N\":1},{\"N\":2},{\"N\":3}]"}},"waitForCompletion":{"typeName":"Boolean","expression":{"type":"Literal","value":true}}}""",
            Notify("n2"), Output(7)), ct);
        await File.WriteAllTextAsync(Path.Combine(folder, "child.json"), Definition(Child, Delay("d", 1), Notify("n"), Output(1)), ct);
    }

    private static string Definition(string id, params string[] steps) =>
        """{"id":"@id@-v1","definitionId":"@id@","name":"@id@","version":1,"isLatest":true,"isPublished":true,"variables":[],"inputs":[],"outputs":[{"name":"Out","type":"Object","isArray":false}],"outcomes":[],"root":{"id":"root","type":"Elsa.Sequence","version":1,"name":"root","activities":[@stringJoinsteps@]}}""".Replace("@id@", id, StringComparison.Ordinal).Replace("@stringJoinsteps@", string.Join(',', steps), StringComparison.Ordinal);

    private static string Delay(string id, int seconds) =>
        """{"id":"@id@","type":"Elsa.Delay","version":1,"name":"@id@","timeSpan":{"typeName":"TimeSpan","expression":{"type":"Literal","value":"00:00:0@seconds@"}}}""".Replace("@id@", id, StringComparison.Ordinal).Replace("@seconds@", seconds.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static string Notify(string id) =>
        """{"id":"@id@","type":"Qms.Notify","version":1,"name":"@id@","to":{"typeName":"String","expression":{"type":"Literal","value":"head"}},"text":{"typeName":"String","expression":{"type":"Literal","value":"@id@"}}}""".Replace("@id@", id, StringComparison.Ordinal);

    private static string Output(int value) =>
        """{"id":"out","type":"Elsa.SetOutput","version":1,"name":"out","outputName":{"typeName":"String","expression":{"type":"Literal","value":"Out"}},"outputValue":{"typeName":"Object","expression":{"type":"Literal","value":@value@}}}""".Replace("@value@", value.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
