using QmsWorkflow.Engine.Definitions;
using QmsWorkflow.Engine.Values;

namespace QmsWorkflow.Engine.Tests.Definitions;

public sealed class VariableTextTests
{
    private static VariableDefinition Variable(string type) => A.Workflow().Variable("V", type).Line("w").Build().Variables.Single();

    [Theory]
    [InlineData("String", " a ", "\" a \"")]
    [InlineData("Int32", "-12", "-12")]
    [InlineData("Double", "12.5", "12.5")]
    [InlineData("Boolean", "True", "true")]
    [InlineData("DateTimeOffset", "2026-01-31T08:00:00+07:00", "\"2026-01-31T08:00:00\\u002B07:00\"")]
    [InlineData("TimeSpan", "1.00:00:00", "\"1.00:00:00\"")]
    [InlineData("List<String>", "[\"a\"]", "[\"a\"]")]
    [InlineData("Object", "{\"a\":1}", "{\"a\":1}")]
    [InlineData("Object", "null", null)]
    [InlineData("Int32", "  ", null)]
    public void What_is_typed_right_is_a_value_of_the_type(string type, string text, string? json)
    {
        VariableText.TryRead(Variable(type), text, out var value).ShouldBeTrue();
        value?.ToJsonString().ShouldBe(json);
    }

    [Theory]
    [InlineData("Int32", "12.5")]
    [InlineData("Int32", "3000000000")]
    [InlineData("Double", "1e999")]
    [InlineData("Double", "mười")]
    [InlineData("Boolean", "có")]
    [InlineData("DateTimeOffset", "hôm qua")]
    [InlineData("TimeSpan", "một ngày")]
    [InlineData("Guid", "12")]
    [InlineData("List<String>", "a")]
    [InlineData("List<String>", "null")]
    [InlineData("Object", "{a}")]
    public void What_is_typed_wrong_is_refused_and_the_example_is_right(string type, string text)
    {
        var variable = Variable(type);

        VariableText.TryRead(variable, text, out var value).ShouldBeFalse();
        value.ShouldBeNull();
        if (type != "Object") { VariableText.TryRead(variable, VariableText.Example(variable).Split(", ")[0] is "[\"a\"" ? VariableText.Example(variable) : VariableText.Example(variable).Split(", ")[0], out _).ShouldBeTrue(); }
    }
}
