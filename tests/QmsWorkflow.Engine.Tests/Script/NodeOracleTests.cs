using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using QmsWorkflow.Engine.Expressions.Script;

namespace QmsWorkflow.Engine.Tests.Script;

/// <summary>Our interpreter against Node, on thousands of generated scripts.</summary>
public sealed class NodeOracleTests
{
    private const int Count = 6_000;

    private const string Runner = """
        const scripts = JSON.parse(require('fs').readFileSync(0, 'utf8'));
        const tag = v => typeof v === 'number' && !Number.isFinite(v) ? String(v) : Object.is(v, -0) ? '-0' : v;
        process.stdout.write(JSON.stringify(scripts.map(text => {
          try {
            const v = new Function(text)();
            return { v: JSON.stringify(v, (k, x) => tag(x)) ?? 'null' };
          } catch (e) { return { e: e instanceof Error ? e.name : 'throw' }; }
        })));
        """;

    /// <summary>Makes NaN, infinities and -0 visible, which JSON alone would hide.</summary>
    private static string Tagged(string script) =>
        $"const __r = (function () {{ {script}\n }})(); return JSON.stringify(__r, (k, v) => typeof v === 'number' && !Number.isFinite(v) ? String(v) : Object.is(v, -0) ? '-0' : v);";

    [Fact]
    public void Generated_scripts_give_what_Node_gives()
    {
        var generator = new ScriptGenerator(seed: int.Parse(Environment.GetEnvironmentVariable("SCRIPT_SEED") ?? "20260302"));
        var scripts = Enumerable.Range(0, Count).Select(_ => generator.Script()).ToArray();

        var expected = AskNode(scripts);

        var different = new StringBuilder();
        var differences = 0;
        var compared = 0;
        for (var i = 0; i < Count; i++)
        {
            var ours = Ours(scripts[i]);
            if (ours == "limit")
                continue;
            compared++;
            if (Agrees(scripts[i], ours, expected[i]) || differences++ > 30)
                continue;
            different.AppendLine(scripts[i].Replace(ScriptGenerator.Prelude, "", StringComparison.Ordinal)).AppendLine($"   node {expected[i]}").AppendLine($"   ours {ours}");
        }

        different.ToString().ShouldBeEmpty($"{differences} of {compared}");
        compared.ShouldBeGreaterThan(5_500);
    }

    [Fact]
    public void Written_scripts_give_what_Node_gives()
    {
        string[] all = [.. WrittenScripts.All, .. MoreWrittenScripts.All];
        var expected = AskNode(all);

        var different = all.Select((script, i) => (script, ours: Ours(script), node: expected[i]))
            .Where(c => !Agrees(c.script, c.ours, c.node))
            .Select(c => $"{c.script}\n   node {c.node}\n   ours {c.ours}");

        string.Join('\n', different).ShouldBeEmpty();
    }

    /// <summary>Node's power is not correctly rounded, ours is: where a script has one, the last digit may differ.</summary>
    private static bool Agrees(string script, string ours, string expected)
    {
        if (ours == expected || (expected == "e SyntaxError" && ours.StartsWith("syntax", StringComparison.Ordinal)))
            return true;
        return script.Contains("**", StringComparison.Ordinal) && Rounded(ours) == Rounded(expected);
    }

    private static string Rounded(string answer) =>
        Regex.Replace(answer, @"\d+\.?\d{8,}(e[+-]\d+)?", m => double.Parse(m.Value, CultureInfo.InvariantCulture).ToString("E12", CultureInfo.InvariantCulture), RegexOptions.None, TimeSpan.FromSeconds(1));

    private static string Ours(string script)
    {
        try
        {
            return "v " + (ScriptProgram.Parse(Tagged(script)).Evaluate(new FixedHost(), new ScriptLimits())?.GetValue<string>() ?? "null");
        }
        catch (ScriptException thrown)
        {
            return "e " + thrown.ErrorName;
        }
        catch (ScriptSyntaxException refused)
        {
            return $"syntax {refused.Line}:{refused.Column} {refused.Message}";
        }
        catch (ScriptLimitException)
        {
            return "limit";
        }
    }

    private static string[] AskNode(string[] scripts)
    {
        var start = new ProcessStartInfo("node", ["-e", Runner])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
        };
        start.Environment["TZ"] = "UTC";
        using var node = Process.Start(start).ShouldNotBeNull("Node must be on PATH");
        node.StandardInput.Write(JsonSerializer.Serialize(scripts));
        node.StandardInput.Close();
        var answers = JsonNode.Parse(node.StandardOutput.ReadToEnd())!.AsArray();
        node.WaitForExit();
        return [.. answers.Select(a => a!["v"] is { } value ? "v " + value.GetValue<string>() : "e " + a["e"]!.GetValue<string>())];
    }
}
