namespace QmsWorkflow.Domain.Indicators;

/// <summary>How a case came in.</summary>
public enum CaseChannel
{
    /// <summary>At the counter ("trực tiếp").</summary>
    Direct = 1,

    /// <summary>Online ("trực tuyến").</summary>
    Online = 2,

    /// <summary>By public post ("BCCI").</summary>
    Post = 3,
}

/// <summary>A case as indicators see it; instants are the agency's wall clock.</summary>
public sealed record CaseRow
{
    /// <summary>The field ("lĩnh vực").</summary>
    public string Field { get; init; } = "";

    /// <summary>The code of the procedure ("mã TTHC").</summary>
    public string ProcedureCode { get; init; } = "";

    /// <summary>How it came in.</summary>
    public CaseChannel Channel { get; init; } = CaseChannel.Direct;

    /// <summary>Whether its procedure is served wholly online ("toàn trình").</summary>
    public bool IsWhole { get; init; }

    /// <summary>When it was received.</summary>
    public required DateTime ReceivedAt { get; init; }

    /// <summary>When the result is due; null when no deadline is known.</summary>
    public DateTime? DueAt { get; init; }

    /// <summary>When its handling ended, with a result or a refusal.</summary>
    public DateTime? FinishedAt { get; init; }

    /// <summary>Whether it was refused.</summary>
    public bool IsRejected { get; init; }

    /// <summary>Whether its procedure has a fee.</summary>
    public bool HasFee { get; init; }

    /// <summary>How many payments were made for it.</summary>
    public int Payments { get; init; }

    /// <summary>How many of them online.</summary>
    public int PaymentsOnline { get; init; }

    /// <summary>Whether its components were digitised ("số hóa thành phần hồ sơ").</summary>
    public bool DossierDigitised { get; init; }

    /// <summary>Whether its result was digitised.</summary>
    public bool ResultDigitised { get; init; }

    /// <summary>What the citizen answered; null when nobody answered.</summary>
    public bool? Satisfied { get; init; }
}

/// <summary>One figure of a monthly table.</summary>
/// <param name="Year">The year of the month.</param>
/// <param name="Month">1 to 12.</param>
/// <param name="Column">"received_online".</param>
/// <param name="Value">The count, 0 or more.</param>
public sealed record FigureRow(int Year, int Month, string Column, long Value);

/// <summary>A confirmed entry.</summary>
/// <param name="Numerator">0 or more.</param>
/// <param name="Denominator">0 or more.</param>
public sealed record EntryRow(long Numerator, long Denominator);

/// <summary>The days of a period, first and last included.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
public sealed record IndicatorWindow(DateOnly From, DateOnly To)
{
    /// <summary>The first instant of the window.</summary>
    public DateTime Start => From.ToDateTime(TimeOnly.MinValue);

    /// <summary>The first instant after the window.</summary>
    public DateTime End => To.AddDays(1).ToDateTime(TimeOnly.MinValue);

    /// <summary>The first month of figures, as a day of it; a window from the 15th belongs to the month after (NĐ 09/2019 Đ12.4).</summary>
    public DateOnly FirstMonth => new DateOnly(From.Year, From.Month, 1).AddMonths(From.Day == 1 ? 0 : 1);

    /// <summary>The last month of figures, as a day of it.</summary>
    public DateOnly LastMonth => new(To.Year, To.Month, 1);
}
