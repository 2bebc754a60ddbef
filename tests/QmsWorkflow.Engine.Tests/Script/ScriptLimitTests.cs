using System.Diagnostics;
using QmsWorkflow.Engine.Expressions.Script;

namespace QmsWorkflow.Engine.Tests.Script;

public sealed class ScriptLimitTests
{
    [Theory]
    [InlineData("while (true) {}", ScriptLimit.Steps)]
    [InlineData("for (;;) { try { throw 1 } catch {} }", ScriptLimit.Steps)]
    [InlineData("function f() { return f() } f()", ScriptLimit.Depth)]
    [InlineData("let f = () => [1].map(f); f()", ScriptLimit.Depth)]
    [InlineData("let o = { toString() { return '' + o } }; '' + o", ScriptLimit.Depth)]
    [InlineData("let o = { get a() { return this.a } }; o.a", ScriptLimit.Depth)]
    [InlineData("let a = []; for (let i = 0; i < 500; i++) a = [a]; a", ScriptLimit.Depth)]
    [InlineData("let a = []; for (let i = 0; i < 500; i++) a = [a]; JSON.stringify(a)", ScriptLimit.Depth)]
    [InlineData("let a = []; for (let i = 0; i < 500; i++) a = [a]; String(a)", ScriptLimit.Depth)]
    [InlineData("JSON.parse('['.repeat(5000))", ScriptLimit.Depth)]
    [InlineData("let s = 'x'; while (true) s += s", ScriptLimit.TextLength)]
    [InlineData("'x'.repeat(1e9)", ScriptLimit.TextLength)]
    [InlineData("'x'.padEnd(1e9)", ScriptLimit.TextLength)]
    [InlineData("let a = new Array(1e6).fill('xxxx'); a.join('')", ScriptLimit.TextLength)]
    [InlineData("new Array(4294967295)", ScriptLimit.Memory)]
    [InlineData("let a = []; a[4e9] = 1", ScriptLimit.Memory)]
    [InlineData("let a = [1]; for (;;) a = [...a, ...a]", ScriptLimit.Steps)]
    [InlineData("let a = []; for (;;) a.push('x'.repeat(900000))", ScriptLimit.Memory)]
    [InlineData("/(a+)+$/.test('a'.repeat(200000) + 'b')", ScriptLimit.RegexSteps)]
    [InlineData("let s = 'a'; for (let i = 0; i < 15; i++) s = s.replaceAll('a', 'aa'); s.replace(/a/g, s)", ScriptLimit.TextLength)]
    public void What_takes_too_much_ends_and_says_which_limit(string text, ScriptLimit limit)
    {
        var clock = Stopwatch.StartNew();

        Should.Throw<ScriptLimitException>(() => FixedHost.Run(text)).Limit.ShouldBe(limit);

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("/^(a+)+$/.test('a'.repeat(5000) + 'b')", "false")]
    [InlineData("/(x+x+)+y/.test('x'.repeat(300))", "false")]
    public void A_pattern_that_explodes_elsewhere_ends_quickly_here(string text, string expected) => FixedHost.Json(text).ShouldBe(expected);

    [Fact]
    public void A_long_sum_and_deep_nesting_do_not_break_the_stack()
    {
        Should.NotThrow(() => TryRun(string.Join("+", Enumerable.Repeat("1", 100_000))));
        Should.Throw<ScriptSyntaxException>(() => ScriptProgram.Parse(new string('(', 100_000)));
        Should.Throw<ScriptSyntaxException>(() => ScriptProgram.Parse(new string('[', 100_000)));
        Should.Throw<ScriptSyntaxException>(() => ScriptProgram.Parse(string.Concat(Enumerable.Repeat("!", 100_000))));
        Should.Throw<ScriptSyntaxException>(() => ScriptProgram.Parse(string.Concat(Enumerable.Repeat("`${", 50_000))));
        Should.Throw<ScriptSyntaxException>(() => ScriptProgram.Parse("/" + new string('(', 100_000) + "/"));
        Should.NotThrow(() => TryRun("a" + string.Concat(Enumerable.Repeat(".b", 100_000))));
        Should.NotThrow(() => TryRun("a" + string.Concat(Enumerable.Repeat("()", 100_000))));
    }

    private static void TryRun(string text)
    {
        try
        {
            FixedHost.Run(text);
        }
        catch (Exception expected) when (expected is ScriptLimitException or ScriptException)
        {
            expected.Message.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void No_run_can_change_what_another_sees()
    {
        FixedHost.Json("Array.prototype.map = 1; Math.PI = 3; Object.prototype.x = 1; delete Math.E; [typeof [].map, Math.PI > 3.1, ({}).x, Math.E > 2]")
            .ShouldBe("[\"function\",true,null,true]");
    }
}
