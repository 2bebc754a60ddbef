using QmsWorkflow.Engine.Activities;

namespace QmsWorkflow.Engine.Tests.Definitions;

public sealed class BuiltInActivitiesTests
{
    [Fact]
    public void Every_activity_type_is_described_once()
    {
        BuiltInActivities.All.Select(a => a.Type).ShouldBeUnique();
        BuiltInActivities.All.Length.ShouldBe(37);
        var join = BuiltInActivities.All.Single(a => a.Type == "Elsa.FlowJoin");
        join.Inputs.ShouldBe([new BuiltInInput("mode", "String", "WaitAny")]);
        BuiltInActivities.All.Single(a => a.Type == "Elsa.ForEach").EmbeddedPorts.ShouldBe(["body"]);
        BuiltInActivities.All.Single(a => a.Type == "Elsa.Event").IsTrigger.ShouldBeTrue();
    }
}
