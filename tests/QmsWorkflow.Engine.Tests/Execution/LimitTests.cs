using System.Diagnostics;
using System.Text.Json.Nodes;

namespace QmsWorkflow.Engine.Tests.Execution;

/// <summary>Whatever takes too much inside a workflow ends in bounded work, as an incident of its step, and the rest goes on.</summary>
public sealed class LimitTests
{
    [Theory]
    [InlineData("while (true) {}")]
    [InlineData("function f() { return f() } f()")]
    [InlineData("let s = 'x'; while (true) s += s")]
    [InlineData("'x'.repeat(1e9)")]
    [InlineData("/(a+)+$/.test('a'.repeat(200000) + 'b')")]
    [InlineData("let a = []; for (;;) a.push('x'.repeat(900000))")]
    [InlineData("let a = []; for (let i = 0; i < 500; i++) a = [a]; a")]
    [InlineData("for (;;) setVariable('V', 'x')")]
    [InlineData("for (let i = 0; ; i++) variables['v' + i] = i")]
    public void A_script_that_takes_too_much_is_an_incident_and_the_other_branch_goes_on(string script)
    {
        var flow = A.Workflow().Variable("V").ContinueWithIncidents().Fork("f", "A", "B")
            .Add("bad", "Elsa.RunJavaScript", ("script", A.Literal(script, "String"))).Line("never").Task("t").Line("on")
            .When("f.A -> bad", "bad -> never", "f.B -> t", "t -> on");
        var clock = Stopwatch.StartNew();

        var story = flow.Start();

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        var incident = story.State.OpenIncidents.Single();
        incident.ActivityId.ShouldBe("bad");
        incident.Message.ShouldNotBeNullOrWhiteSpace();
        story.Reload().Complete("t").Lines.ShouldBe(["on"]);
    }

    [Fact]
    public void An_endless_loop_of_activities_is_an_incident()
    {
        var flow = A.Workflow().Root(A.Activity("w", "Elsa.While", ("condition", A.Literal(true)), ("body", A.Line("again"))));
        var clock = Stopwatch.StartNew();

        var story = flow.Start();

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        story.State.OpenIncidents.ShouldNotBeEmpty();
        story.State.ToJson().Length.ShouldBeLessThan(10_000);
    }

    [Fact]
    public void A_loop_around_a_jump_back_is_an_incident()
    {
        var story = A.Workflow().Line("a", "b").When("a -> b", "b -> a").Start();

        story.State.OpenIncidents.Single().Message.ShouldContain("lặp vô hạn");
    }

    [Fact]
    public void Containers_nested_as_deep_as_the_reader_allows_run()
    {
        var inner = A.Line("deep");
        for (var i = 0; i < 80; i++) { inner = A.Sequence($"s{i}", inner); }

        A.Workflow().Root(inner).Start().Lines.ShouldBe(["deep"]);
    }

    [Fact]
    public void An_input_of_megabytes_is_kept_and_read_back()
    {
        var text = new string('ế', 1_000_000);
        var story = A.Workflow().Input("Doc").Task("t").Start(new JsonObject { ["Doc"] = text });

        story.Reload().State.Input["Doc"]!.GetValue<string>().Length.ShouldBe(1_000_000);
    }
}
