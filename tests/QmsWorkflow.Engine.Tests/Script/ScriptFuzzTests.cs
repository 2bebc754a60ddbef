using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using QmsWorkflow.Engine.Expressions.Script;

namespace QmsWorkflow.Engine.Tests.Script;

public sealed class ScriptFuzzTests
{
    private static readonly string[] Pieces =
    [
        "let ", "const ", "x", "y", "=", "=>", "(", ")", "{", "}", "[", "]", ",", ";", ":", "?", "?.", "??", "...", "`", "${", "/", "/a+/g", "'s'", "1", "0x", ".", "+", "++", "-", "**", "!", "typeof ", "new ", "Date", "Map", "return ",
        "if ", "else ", "for ", "of ", "in ", "while ", "function ", "f", "throw ", "try ", "catch ", "finally ", "switch ", "case ", "default", "break ", "\n", "null", "this", ".length", ".map", "JSON.stringify", "Object.keys", "\"", "\\", "\\u", "class ", "async ", "arguments", "get ",
        ".replace", ".split", ".sort", ".toFixed", "Array", "RegExp", "(?<a>", "[^", "{2,", "é", "\ud83d", "0", "delete ", "void ", "===", "&&=", "<<",
    ];

    private static readonly ScriptLimits Small = new(Steps: 20_000, MemoryUnits: 200_000, TextLength: 100_000, RegexSteps: 20_000);

    [Fact]
    public void Any_text_is_either_a_script_or_refused_with_a_place()
    {
        var pieces = Gen.Elements(Pieces).ListOf().Select(list => string.Concat(list));
        var letters = ArbMap.Default.GeneratorFor<string>().Select(s => s ?? "");
        var texts = Gen.Frequency((4, pieces), (1, letters));

        Prop.ForAll(texts.ToArbitrary(), text => EndsProperly(text)).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000).WithEndSize(40));
    }

    [Fact]
    public void A_damaged_script_ends_properly_too()
    {
        var generator = new ScriptGenerator(seed: 7);
        var random = new Random(11);
        for (var i = 0; i < 5_000; i++)
        {
            var script = generator.Script();
            var at = random.Next(ScriptGenerator.Prelude.Length, script.Length);
            var cut = Math.Min(random.Next(6), script.Length - at);
            var damaged = script.Remove(at, cut).Insert(at, Pieces[random.Next(Pieces.Length)]);

            EndsProperly(damaged).ShouldBeTrue(damaged);
        }
    }

    private static bool EndsProperly(string text)
    {
        try
        {
            ScriptProgram.Parse(text).Evaluate(new FixedHost(), Small);
        }
        catch (ScriptSyntaxException refused)
        {
            return refused.Line >= 1 && refused.Column >= 1 && refused.Message.Length > 0;
        }
        catch (Exception ended) when (ended is ScriptException or ScriptLimitException)
        {
            return ended.Message is not null;
        }

        return true;
    }

    [Fact]
    public void A_simple_condition_takes_microseconds()
    {
        var program = ScriptProgram.Parse("getAnswer() == 'yes'");
        var host = new FixedHost().With("getAnswer", new ScriptGlobal.Function(_ => "yes"));
        var limits = new ScriptLimits();
        for (var i = 0; i < 20_000; i++)
            program.Evaluate(host, limits);

        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 20_000; i++)
            program.Evaluate(host, limits);

        var microseconds = clock.Elapsed.TotalMicroseconds / 20_000;
        TestContext.Current.TestOutputHelper?.WriteLine($"{microseconds:F2} µs");
        microseconds.ShouldBeLessThan(50); // 1–3 on an idle machine; the bound only catches a wrong order of magnitude
    }
}
