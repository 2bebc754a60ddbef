using System.Text.Json.Nodes;
using QmsWorkflow.Engine.Expressions.Script.Nodes;
using QmsWorkflow.Engine.Expressions.Script.Runtime;
using QmsWorkflow.Engine.Expressions.Script.Syntax;

namespace QmsWorkflow.Engine.Expressions.Script;

/// <summary>A parsed JavaScript expression or script, ready to be evaluated any number of times.</summary>
/// <remarks>Immutable and thread-safe. The same host answers give the same result, to the byte.</remarks>
public sealed class ScriptProgram
{
    private readonly string text;
    private readonly ProgramNode program;

    private ScriptProgram(string text, ProgramNode program)
    {
        this.text = text;
        this.program = program;
        Library.Globals.Prepare();
        FreeNames = [.. program.FreeNames.Where(name => !Library.Globals.Has(name))];
        AssignedNames = [.. program.AssignedNames];
    }

    /// <summary>The global names the script reads or writes, without the built-in ones, in order of appearance.</summary>
    public IReadOnlyCollection<string> FreeNames { get; }

    /// <summary>Those of <see cref="FreeNames"/> the script itself assigns, so that they need not exist before.</summary>
    public IReadOnlyCollection<string> AssignedNames { get; }

    /// <summary>Reads a script.</summary>
    /// <exception cref="ScriptSyntaxException">The text is wrong or uses what is not supported.</exception>
    public static ScriptProgram Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            return new ScriptProgram(text, new StatementParser(text).ParseProgram());
        }
        catch (SyntaxFault fault)
        {
            var (line, column) = SourcePosition.Of(text, fault.Position);
            throw new ScriptSyntaxException(line, column, fault.Message);
        }
    }

    /// <summary>Runs the script: the value of a top-level <c>return</c>, else of the last expression statement.</summary>
    /// <returns>Null for <c>undefined</c> and <c>null</c>; else what <c>JSON.stringify</c> would write. Whole numbers are <c>long</c>, others <c>double</c>.</returns>
    /// <exception cref="ScriptException">An uncaught <c>throw</c> or error.</exception>
    /// <exception cref="ScriptLimitException">A limit was overrun.</exception>
    public JsonNode? Evaluate(IScriptHost host, ScriptLimits limits)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(limits);
        var run = new Run(host, limits, program.FreeNames);
        try
        {
            var result = JsonBorder.ToJson(run, program.Evaluate(run));
            run.WriteBack();
            return result;
        }
        catch (JsThrow thrown)
        {
            var (line, column) = SourcePosition.Of(text, thrown.Position);
            throw new ScriptException(line, column, ErrorText.NameOf(thrown.Value), ErrorText.MessageOf(thrown.Value));
        }
    }
}
