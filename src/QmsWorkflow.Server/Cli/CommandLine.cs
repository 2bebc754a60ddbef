using System.Collections.Immutable;
using QmsWorkflow.Server.Data.Cluster;

namespace QmsWorkflow.Server.Cli;

/// <summary>Reads the command line, finds the verb in the table and runs it.</summary>
internal static class CommandLine
{
    public static readonly VerbOption JsonOption = new("--json", null, "In kết quả dạng JSON cho chương trình khác đọc", "Print JSON for other programs");
    private static readonly ImmutableArray<string> HelpWords = ["--help", "-h", "help"];

    /// <returns>The exit code, as <see cref="ExitCode"/> and docs/reference/command-line.md say.</returns>
    public static Task<int> RunAsync(IReadOnlyList<string> args, IReadOnlyList<Verb> verbs, CancellationToken ct) =>
        RunAsync(args, verbs, Console.Out, Console.Error, ct);

    public static async Task<int> RunAsync(IReadOnlyList<string> args, IReadOnlyList<Verb> verbs, TextWriter output, TextWriter error, CancellationToken ct)
    {
        try
        {
            return await DispatchAsync(args, verbs, output, error, ct);
        }
        catch (UsageException wrong)
        {
            await error.WriteLineAsync(wrong.Message);
            return ExitCode.Usage;
        }
        catch (Exception failed) when (failed is CannotRunException or ClusterException or IOException or UnauthorizedAccessException or System.Data.Common.DbException)
        {
            await error.WriteLineAsync(failed.Message);
            return ExitCode.CannotRun;
        }
    }

    private static async Task<int> DispatchAsync(IReadOnlyList<string> args, IReadOnlyList<Verb> verbs, TextWriter output, TextWriter error, CancellationToken ct)
    {
        if (args.Count == 0)
        {
            HelpText.WriteAll(verbs, error);
            return ExitCode.Usage;
        }

        if (HelpWords.Contains(args[0]))
        {
            HelpText.WriteAll(verbs, output);
            return ExitCode.Ok;
        }

        var (verb, words) = Find(args, verbs);
        if (words.TakeWhile(word => word != "--").Any(word => word is "--help" or "-h"))
        {
            HelpText.Write(verb, output);
            return ExitCode.Ok;
        }

        return await verb.RunAsync(Parse(verb, words, output, error), ct);
    }

    private static (Verb Verb, IReadOnlyList<string> Words) Find(IReadOnlyList<string> args, IReadOnlyList<Verb> verbs)
    {
        foreach (var length in (int[])[2, 1])
        {
            if (args.Count < length) continue;

            var name = string.Join(' ', args.Take(length));
            if (verbs.FirstOrDefault(verb => verb.Name == name) is { } verb) return (verb, [.. args.Skip(length)]);
        }

        var family = verbs.Where(verb => verb.Name.StartsWith(args[0] + " ", StringComparison.Ordinal)).Select(verb => verb.Name).ToList();
        if (family.Count > 0 && (args.Count == 1 || args[1].StartsWith('-')))
        {
            throw new UsageException($"Hãy nêu rõ lệnh: {string.Join(", ", family)}.", $"Say which: {string.Join(", ", family)}.");
        }

        var typed = family.Count > 0 ? string.Join(' ', args.Take(2)) : args[0];
        throw Unknown("lệnh", "verb", typed, verbs.Select(verb => verb.Name), "qms --help");
    }

    private static Invocation Parse(Verb verb, IReadOnlyList<string> words, TextWriter output, TextWriter error)
    {
        var known = verb.Options.Add(JsonOption).ToDictionary(option => option.Name, StringComparer.Ordinal);
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        var arguments = new List<string>();
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word == "--")
            {
                arguments.AddRange(words.Skip(i + 1));
                break;
            }

            if (!word.StartsWith('-') || word == "-")
            {
                arguments.Add(word);
                continue;
            }

            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? word : word[..equals];
            if (!known.TryGetValue(name, out var option)) throw Unknown("tùy chọn", "option", name, known.Keys, $"qms {verb.Name} --help");
            if (option.Value is null && equals >= 0) throw new UsageException($"{name} không kèm giá trị.", $"{name} takes no value.");
            if (option.Value is not null && equals < 0 && (i + 1 == words.Count || words[i + 1].StartsWith("--", StringComparison.Ordinal)))
            {
                throw new UsageException($"Sau {name} cần có {option.Value}.", $"{name} needs {option.Value}.");
            }

            var value = option.Value is null ? "" : equals >= 0 ? word[(equals + 1)..] : words[++i];
            if (!options.TryAdd(name, value)) throw new UsageException($"{name} được nêu hai lần.", $"{name} is given twice.");
        }

        CheckCount(verb, arguments);
        return new Invocation(arguments, options, output, error);
    }

    private static void CheckCount(Verb verb, List<string> arguments)
    {
        if (arguments.Count < verb.FewestArguments) throw new UsageException($"Thiếu {verb.Arguments}. Xem: qms {verb.Name} --help", $"{verb.Arguments} is missing.");
        if (arguments.Count > verb.MostArguments) throw new UsageException($"Thừa \"{arguments[verb.MostArguments]}\". Xem: qms {verb.Name} --help", "Too many arguments.");
    }

    private static UsageException Unknown(string kindVi, string kindEn, string typed, IEnumerable<string> known, string help)
    {
        var near = NearestWord.Of(typed, known);
        return near is null
            ? new UsageException($"Không có {kindVi} \"{typed}\". Xem: {help}", $"There is no {kindEn} \"{typed}\".")
            : new UsageException($"Không có {kindVi} \"{typed}\". Có phải bạn muốn dùng \"{near}\"? Xem: {help}", $"There is no {kindEn} \"{typed}\"; did you mean \"{near}\"?");
    }
}
