using System.Collections.Immutable;

namespace QmsWorkflow.Server.Cli;

/// <summary>One verb of the command line, described once: help, checks and dispatch come from it.</summary>
internal sealed record Verb
{
    /// <summary>One or two words, for example <c>deadline</c> or <c>workflow check</c>.</summary>
    public required string Name { get; init; }
    public required string SummaryVi { get; init; }
    public required string SummaryEn { get; init; }

    /// <summary>The arguments as help shows them, for example <c>FILES…</c>; empty when the verb takes none.</summary>
    public string Arguments { get; init; } = "";

    /// <summary>How many arguments there may be.</summary>
    public int FewestArguments { get; init; }
    public int MostArguments { get; init; }
    public ImmutableArray<VerbOption> Options { get; init; } = [];
    public required Func<Invocation, CancellationToken, Task<int>> RunAsync { get; init; }
}

/// <summary>An option of a verb.</summary>
/// <param name="Name">With its dashes, for example <c>--from</c>.</param>
/// <param name="Value">What follows it, as help shows it; null for a switch.</param>
internal sealed record VerbOption(string Name, string? Value, string Vietnamese, string English);

/// <summary>How a verb ended.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>The verb ran and found something wrong.</summary>
    public const int Finding = 1;

    /// <summary>The command was typed wrongly.</summary>
    public const int Usage = 2;

    /// <summary>The verb could not run: a file cannot be read, the database cannot be reached.</summary>
    public const int CannotRun = 3;
}

/// <summary>The command was typed wrongly; the message says how, in both languages.</summary>
public sealed class UsageException(string vietnamese, string english) : Exception($"{vietnamese} ({english})");

/// <summary>The verb cannot do its work; the message says why, in both languages.</summary>
public sealed class CannotRunException(string vietnamese, string english) : Exception($"{vietnamese} ({english})");
