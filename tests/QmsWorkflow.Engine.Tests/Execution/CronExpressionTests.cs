using QmsWorkflow.Engine.Execution;

namespace QmsWorkflow.Engine.Tests.Execution;

public sealed class CronExpressionTests
{
    [Theory]
    [InlineData("0 0 8 * * *", "2026-03-02T08:00:00Z", "2026-03-03T08:00:00Z")]
    [InlineData("*/15 * * * * *", "2026-03-02T08:00:14Z", "2026-03-02T08:00:15Z")]
    [InlineData("0 30 7 * * MON-FRI", "2026-03-06T08:00:00Z", "2026-03-09T07:30:00Z")]
    [InlineData("0 0 0 L * *", "2026-02-10T00:00:00Z", "2026-02-28T00:00:00Z")]
    [InlineData("0 0 0 29 2 *", "2026-03-01T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("0 0 9 ? * 5#3", "2026-03-01T00:00:00Z", "2026-03-20T09:00:00Z")]
    [InlineData("0 0 9 * * 5L", "2026-03-01T00:00:00Z", "2026-03-27T09:00:00Z")]
    [InlineData("0 0 0 1 1,7 *", "2026-03-01T00:00:00Z", "2026-07-01T00:00:00Z")]
    [InlineData("0 0 0 1 DEC *", "2026-12-01T00:00:00Z", "2027-12-01T00:00:00Z")]
    [InlineData("0 0 22-2/2 * * *", "2026-03-01T23:00:00Z", "2026-03-02T00:00:00Z")]
    [InlineData("0 8 * * 7", "2026-03-02T08:00:00Z", "2026-03-08T08:00:00Z")]
    public void The_next_instant_is_found(string text, string after, string next)
    {
        CronExpression.TryParse(text, out var cron, out _).ShouldBeTrue();

        cron!.Next(DateTimeOffset.Parse(after)).ShouldBe(DateTimeOffset.Parse(next));
    }

    [Theory]
    [InlineData("")]
    [InlineData("* * *")]
    [InlineData("60 * * * * *")]
    [InlineData("0 0 0 0 * *")]
    [InlineData("0 0 0 1 FOO *")]
    [InlineData("0 0 0 1 * 8")]
    [InlineData("0 0/0 * * * *")]
    public void Wrong_expressions_are_refused(string text)
    {
        CronExpression.TryParse(text, out _, out var problem).ShouldBeFalse();

        problem.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_day_that_never_comes_has_no_next_instant()
    {
        CronExpression.TryParse("0 0 0 30 2 *", out var cron, out _).ShouldBeTrue();

        cron!.Next(DateTimeOffset.UnixEpoch).ShouldBeNull();
    }
}
