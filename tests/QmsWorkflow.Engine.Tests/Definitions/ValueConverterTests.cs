using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Values;

namespace QmsWorkflow.Engine.Tests.Definitions;

public sealed class ValueConverterTests
{
    [Theory]
    [InlineData("3.5", "Int32", "4")]
    [InlineData("2.5", "Int32", "2")]
    [InlineData("\"7\"", "Int32", "7")]
    [InlineData("\"x\"", "Int32", "0")]
    [InlineData("99999999999", "Int32", "0")]
    [InlineData("99999999999", "Int64", "99999999999")]
    [InlineData("5.0", "Object", "5")]
    [InlineData("\"1.5\"", "Double", "1.5")]
    [InlineData("\"\"", "Double", "null")]
    [InlineData("null", "String", "null")]
    [InlineData("true", "String", "\"True\"")]
    [InlineData("8", "String", "\"8\"")]
    [InlineData("0.1", "String", "\"0.1\"")]
    [InlineData("{\"a\":1}", "String", "\"{\\\"a\\\":1}\"")]
    [InlineData("\"TRUE\"", "Boolean", "true")]
    [InlineData("5", "Boolean", "true")]
    [InlineData("\"abc\"", "Boolean", "false")]
    [InlineData("\"2026-01-02T03:04:05Z\"", "DateTimeOffset", "\"2026-01-02T03:04:05+00:00\"")]
    [InlineData("\"a\"", "ICollection<String>", "[\"a\"]")]
    [InlineData("\"[1,2]\"", "List<Int32>", "[1,2]")]
    [InlineData("[1,\"2\"]", "Double[]", "[1,2]")]
    [InlineData("\"01:30:00\"", "TimeSpan", "\"01:30:00\"")]
    [InlineData("90000", "TimeSpan", "\"00:01:30\"")]
    public void Values_are_converted_as_in_elsa(string value, string type, string expected)
    {
        var converted = ValueConverter.Convert(JsonValues.Canonical(JsonNode.Parse(value)), TypeRef.Parse(type));

        JsonValues.Text(converted).Replace("\\u0022", "\\\"").Replace("\\u002B", "+").ShouldBe(expected);
    }

    [Theory]
    [InlineData("System.String, System.Private.CoreLib", ValueKind.String)]
    [InlineData("Int32?", ValueKind.Integer)]
    [InlineData("IDictionary<String, Object>", ValueKind.Object)]
    [InlineData("int64", ValueKind.Integer)]
    internal void Type_names_are_read_leniently(string name, ValueKind kind) => TypeRef.Find(name)!.Kind.ShouldBe(kind);

    [Fact]
    public void Unknown_type_names_are_not_found() => TypeRef.Find("Custom.Thing").ShouldBeNull();
}
