using System.Globalization;

namespace QmsWorkflow.Chaos;

/// <summary>What was done and what came of it.</summary>
internal sealed record ChaosReport
{
    public required Tally Tally { get; init; }
    public required long Instances { get; init; }
    public required long Acts { get; init; }
    public required long Tasks { get; init; }
    public required long Documents { get; init; }
    public required long Doubled { get; init; }
    public required long Lost { get; init; }
    public required long Stuck { get; init; }
    public required long Different { get; init; }
    public required bool IsNumbersGapless { get; init; }
    public required long FilesWrong { get; init; }
    public required bool IsTrailWhole { get; init; }
    public required MailCount? Mails { get; init; }
    public required TimeSpan Duration { get; init; }

    public bool IsGood => Doubled + Lost + Stuck + Different + FilesWrong == 0 && IsNumbersGapless && IsTrailWhole
        && Tally is { BothWon: 0, Unclear: 0 } && Mails is null or { Missing: 0, Strange: 0 };

    public string Table() => string.Join('\n',
        "| | |", "|---|---|",
        Row("kills (SIGKILL)", Tally.Kills),
        Row("PostgreSQL restarts (immediate)", Tally.Restarts),
        Row("connections cut", Tally.Cuts),
        Row("jumps of the clock", Tally.Jumps),
        Row("servers that ended by themselves", Tally.OwnEnds),
        Row("instances", Instances),
        Row("acts", Acts),
        Row("tasks and approvals answered", Tasks),
        Row("documents issued", Documents),
        Row("tasks on which two acted at the same moment", Tally.Races),
        Row("… both were told that they won", Tally.BothWon),
        Row("… refusals that were not clear", Tally.Unclear),
        Row("answers lost with the connection, looked up again", Tally.LostAnswers),
        Row("doubled", Doubled),
        Row("lost", Lost),
        Row("stuck", Stuck),
        Row("other end than undisturbed", Different),
        $"| numbers gapless | {(IsNumbersGapless ? "yes" : "NO")} |",
        Row("files missing or changed", FilesWrong),
        $"| mails | {Mails?.ToString() ?? "not sent by this version"} |",
        $"| trail whole | {(IsTrailWhole ? "yes" : "NO")} |",
        string.Create(CultureInfo.InvariantCulture, $"| duration | {Duration.TotalSeconds:0} s |"));

    private static string Row(string name, long value) => string.Create(CultureInfo.InvariantCulture, $"| {name} | {value} |");
}
