using System.Collections.Immutable;
using System.Diagnostics;

namespace QmsWorkflow.Domain.Indicators;

/// <summary>What may be asked about a case in a window.</summary>
public enum CaseFlag
{
    /// <summary>Received within the window.</summary>
    Received,

    /// <summary>Received before the window and not finished before it ("kỳ trước chuyển sang").</summary>
    Carried,

    /// <summary>Finished within the window ("đã giải quyết").</summary>
    Completed,

    /// <summary>Received by the end of the window and not finished by then ("đang giải quyết").</summary>
    Pending,

    /// <summary>Completed on a day before the due day ("trước hạn").</summary>
    Early,

    /// <summary>Completed on the due day, not after the due time ("đúng hạn").</summary>
    OnTime,

    /// <summary>Completed after the due time ("quá hạn").</summary>
    Late,

    /// <summary>Pending, and the due time lies before the end of the window ("đang giải quyết quá hạn").</summary>
    PendingLate,

    /// <summary>Came in online.</summary>
    Online,

    /// <summary>Came in by post.</summary>
    ByPost,

    /// <summary>Its procedure is served wholly online ("toàn trình").</summary>
    Whole,

    /// <summary>Its procedure has a fee.</summary>
    HasFee,

    /// <summary>At least one of its payments was made online.</summary>
    PaidOnline,

    /// <summary>Its components were digitised.</summary>
    DossierDigitised,

    /// <summary>Its result was digitised.</summary>
    ResultDigitised,

    /// <summary>It was refused.</summary>
    Rejected,

    /// <summary>The citizen answered: satisfied.</summary>
    Satisfied,

    /// <summary>The citizen answered.</summary>
    Answered,
}

/// <summary>The text columns that conditions may compare.</summary>
public enum CaseColumn
{
    /// <summary>The field ("lĩnh vực").</summary>
    Field,

    /// <summary>The code of the procedure.</summary>
    ProcedureCode,
}

/// <summary>The names and the exact meaning of conditions on cases; every flag is yes or no, never unknown.</summary>
public static class CaseFlags
{
    private static readonly ImmutableDictionary<string, CaseFlag> Flags = Enum.GetValues<CaseFlag>().ToImmutableDictionary(NameOf);

    private static readonly ImmutableDictionary<string, CaseColumn> Columns = Enum.GetValues<CaseColumn>().ToImmutableDictionary(NameOf);

    /// <summary>The columns of cases that can be summed.</summary>
    public static ImmutableArray<string> Sums { get; } = ["payments", "payments_online"];

    /// <summary>The name of a flag in formulas: "pending_late".</summary>
    public static string NameOf(CaseFlag flag) => Snake(flag.ToString());

    /// <summary>The name of a column in formulas.</summary>
    public static string NameOf(CaseColumn column) => Snake(column.ToString());

    /// <summary>The flag of a name; null when none.</summary>
    public static CaseFlag? Flag(string name) => Flags.TryGetValue(name, out var flag) ? flag : null;

    /// <summary>The column of a name; null when none.</summary>
    public static CaseColumn? Column(string name) => Columns.TryGetValue(name, out var column) ? column : null;

    /// <summary>Whether a case satisfies a condition in a window.</summary>
    public static bool Holds(Condition condition, CaseRow row, IndicatorWindow window) => condition switch
    {
        Condition.Flag flag => Is(flag.Name, row, window),
        Condition.Equal equal => Text(equal.Column, row) == equal.Value,
        Condition.In any => any.Values.Contains(Text(any.Column, row)),
        Condition.Not not => !Holds(not.Inner, row, window),
        Condition.And and => Holds(and.Left, row, window) && Holds(and.Right, row, window),
        Condition.Or or => Holds(or.Left, row, window) || Holds(or.Right, row, window),
        _ => throw new UnreachableException(),
    };

    /// <summary>Whether a flag is up for a case in a window.</summary>
    public static bool Is(CaseFlag flag, CaseRow row, IndicatorWindow window)
    {
        var completed = row.FinishedAt >= window.Start && row.FinishedAt < window.End;
        var pending = row.ReceivedAt < window.End && !(row.FinishedAt < window.End);
        return flag switch
        {
            CaseFlag.Received => row.ReceivedAt >= window.Start && row.ReceivedAt < window.End,
            CaseFlag.Carried => row.ReceivedAt < window.Start && !(row.FinishedAt < window.Start),
            CaseFlag.Completed => completed,
            CaseFlag.Pending => pending,
            CaseFlag.Early => completed && Timeliness(row) == CaseTimeliness.Early,
            CaseFlag.OnTime => completed && Timeliness(row) == CaseTimeliness.OnTime,
            CaseFlag.Late => completed && Timeliness(row) == CaseTimeliness.Late,
            CaseFlag.PendingLate => pending && row.DueAt < window.End,
            CaseFlag.Online => row.Channel == CaseChannel.Online,
            CaseFlag.ByPost => row.Channel == CaseChannel.Post,
            CaseFlag.Whole => row.IsWhole,
            CaseFlag.HasFee => row.HasFee,
            CaseFlag.PaidOnline => row.PaymentsOnline > 0,
            CaseFlag.DossierDigitised => row.DossierDigitised,
            CaseFlag.ResultDigitised => row.ResultDigitised,
            CaseFlag.Rejected => row.IsRejected,
            CaseFlag.Satisfied => row.Satisfied == true,
            CaseFlag.Answered => row.Satisfied is not null,
            _ => throw new UnreachableException(),
        };
    }

    private static int Timeliness(CaseRow row) => CaseTimeliness.Of(row.DueAt, row.FinishedAt);

    private static string Text(CaseColumn column, CaseRow row) => column == CaseColumn.Field ? row.Field : row.ProcedureCode;

    // "PendingLate" -> "pending_late".
    private static string Snake(string name) =>
        string.Concat(name.Select((letter, at) => char.IsUpper(letter) && at > 0 ? $"_{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
