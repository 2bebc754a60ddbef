using System.Diagnostics;
using System.Globalization;
using Npgsql;
using QmsWorkflow.Domain.Indicators;

namespace QmsWorkflow.Server.Features.Measurements.Evaluating;

/// <summary>Writes conditions as SQL over <c>cases</c>. Texts go in as parameters; every part is true or false, never null, as in <see cref="CaseFlags"/>.</summary>
internal sealed class ConditionSql(NpgsqlParameterCollection parameters)
{
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);

    /// <summary>What is left when the window's part is known.</summary>
    public string OfRow(Condition condition) => Write(condition, RowFlag);

    /// <summary>The whole condition, in the window of the parameters <c>@start</c> and <c>@end</c>.</summary>
    public string InWindow(Condition condition) => Write(condition, WindowFlag);

    public static string Column(string sum) => CaseFlags.Sums.Contains(sum) ? sum : throw new UnreachableException();

    private string Write(Condition condition, Func<CaseFlag, string> flag) => condition switch
    {
        Condition.Flag known => flag(known.Name),
        Condition.Equal equal => $"{Name(equal.Column)} = {Text(equal.Value)}",
        Condition.In any => $"({string.Join(" or ", any.Values.Select(value => $"{Name(any.Column)} = {Text(value)}").DefaultIfEmpty("false"))})",
        Condition.Not not => $"not ({Write(not.Inner, flag)})",
        Condition.And and => $"({Write(and.Left, flag)} and {Write(and.Right, flag)})",
        Condition.Or or => $"({Write(or.Left, flag)} or {Write(or.Right, flag)})",
        _ => throw new UnreachableException(),
    };

    private static string RowFlag(CaseFlag flag) => flag switch
    {
        CaseFlag.Early => "timeliness = 1",
        CaseFlag.OnTime => "timeliness = 2",
        CaseFlag.Late => "timeliness = 3",
        CaseFlag.Online => "channel = 2",
        CaseFlag.ByPost => "channel = 3",
        CaseFlag.Whole => "is_whole",
        CaseFlag.HasFee => "has_fee",
        CaseFlag.PaidOnline => "payments_online > 0",
        CaseFlag.DossierDigitised => "dossier_digitised",
        CaseFlag.ResultDigitised => "result_digitised",
        CaseFlag.Rejected => "is_rejected",
        CaseFlag.Satisfied => "satisfied is true",
        CaseFlag.Answered => "satisfied is not null",
        _ => throw new UnreachableException(),
    };

    private static string WindowFlag(CaseFlag flag)
    {
        const string Completed = "coalesce(finished_at >= @start and finished_at < @end, false)";
        const string Pending = "(received_at < @end and (finished_at is null or finished_at >= @end))";
        return flag switch
        {
            CaseFlag.Received => "(received_at >= @start and received_at < @end)",
            CaseFlag.Carried => "(received_at < @start and (finished_at is null or finished_at >= @start))",
            CaseFlag.Completed => Completed,
            CaseFlag.Pending => Pending,
            CaseFlag.PendingLate => $"({Pending} and coalesce(due_at < @end, false))",
            CaseFlag.Early or CaseFlag.OnTime or CaseFlag.Late => $"({Completed} and {RowFlag(flag)})",
            _ => RowFlag(flag),
        };
    }

    private static string Name(CaseColumn column) => CaseFlags.NameOf(column);

    private string Text(string value)
    {
        if (names.TryGetValue(value, out var known)) return known;

        var name = string.Create(CultureInfo.InvariantCulture, $"@text{names.Count}");
        parameters.AddWithValue(name[1..], value);
        return names[value] = name;
    }
}
