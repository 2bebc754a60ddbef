using System.Collections.Immutable;
using System.Globalization;

namespace QmsWorkflow.Domain.Calendar;

/// <summary>One step of an escalation: so long overdue, these roles are told.</summary>
/// <param name="Count">How long overdue; 0 for "on overdue", the first working day after the deadline.</param>
/// <param name="Unit">Working days, days or weeks.</param>
/// <param name="Roles">Who is told, by role name.</param>
public sealed record EscalationStep(int Count, PeriodUnit Unit, ImmutableArray<string> Roles)
{
    /// <inheritdoc/>
    public bool Equals(EscalationStep? other) =>
        other is not null && Count == other.Count && Unit == other.Unit && Roles.SequenceEqual(other.Roles);

    /// <inheritdoc/>
    public override int GetHashCode() => Roles.Aggregate(HashCode.Combine(Count, Unit), HashCode.Combine);
}

/// <summary>One message of an escalation: on this day, tell this role.</summary>
/// <param name="Date">A working day after the deadline.</param>
/// <param name="Role">The role's name.</param>
public sealed record EscalationDate(DateOnly Date, string Role);

/// <summary>Who is told of overdue work and when: "on overdue to iso-secretary; 3 working days overdue to head".</summary>
/// <param name="Steps">The steps in the order written.</param>
public sealed record EscalationRule(ImmutableArray<EscalationStep> Steps)
{
    private const int Longest = 365;

    /// <summary>Reads a sentence; roles are checked against the vocabulary.</summary>
    /// <param name="vocabulary">The roles it may name; default: <see cref="DeadlineVocabulary.Default"/>.</param>
    public static ParseOutcome<EscalationRule> Parse(string text, DeadlineVocabulary? vocabulary = null)
    {
        var words = vocabulary ?? DeadlineVocabulary.Default;
        var reader = new SentenceReader(text);
        var steps = ImmutableArray.CreateBuilder<EscalationStep>();
        do
        {
            if (Step(reader, words) is not { } step) { return reader.Finish<EscalationRule>(null); }
            steps.Add(step);
        }
        while (reader.TryTake(";") is not null);

        return reader.Finish(new EscalationRule(steps.ToImmutable()), ",", ";");
    }

    /// <summary>The messages, in order of date. Work is overdue from the day after its deadline (BLDS 2015 Đ148.6).</summary>
    public ImmutableArray<EscalationDate> Dates(DateOnly due, WorkingCalendar calendar) =>
    [
        .. Steps
            .SelectMany(step => step.Roles.Select(role => new EscalationDate(Day(step, due, calendar), role)))
            .Distinct()
            .OrderBy(message => message.Date),
    ];

    /// <summary>The sentence in its normal form.</summary>
    public override string ToString() => string.Join("; ", Steps.Select(step =>
        (step.Count == 0 ? "on overdue" : $"{Text(step.Count)} {UnitWord(step.Unit, step.Count)} overdue") + $" to {string.Join(", ", step.Roles)}"));

    /// <summary>The rule as people read it: "khi quá hạn: báo Thư ký ISO; quá hạn 3 ngày làm việc: báo thủ trưởng cơ quan".</summary>
    public string ToVietnamese(DeadlineVocabulary? vocabulary = null)
    {
        var words = vocabulary ?? DeadlineVocabulary.Default;
        return string.Join("; ", Steps.Select(step =>
            (step.Count == 0 ? "khi quá hạn" : $"quá hạn {Text(step.Count)} {UnitVi(step.Unit)}")
            + $": báo {VietnameseList.Join(step.Roles.Select(role => words.Role(role)?.Vietnamese ?? role))}"));
    }

    /// <inheritdoc/>
    public bool Equals(EscalationRule? other) => other is not null && Steps.SequenceEqual(other.Steps);

    /// <inheritdoc/>
    public override int GetHashCode() => Steps.Aggregate(0, HashCode.Combine);

    internal static PeriodUnit? ShortUnit(SentenceReader reader, params string[] alsoAllowed)
    {
        var mark = reader.Mark;
        if (reader.Peek?.ToUpperInvariant() is "WORKING" or "DAY" or "DAYS" or "WEEK" or "WEEKS") { return DeadlineParser.Unit(reader); }
        reader.Reset(mark);
        reader.Fail(["working days", "days", "weeks", .. alsoAllowed]);
        return null;
    }

    internal static string UnitVi(PeriodUnit unit) => unit switch
    {
        PeriodUnit.WorkingDays => "ngày làm việc",
        PeriodUnit.Weeks => "tuần",
        _ => "ngày",
    };

    internal static string UnitWord(PeriodUnit unit, int count)
    {
        var plural = unit switch { PeriodUnit.WorkingDays => "working days", PeriodUnit.Weeks => "weeks", _ => "days" };
        return count == 1 ? plural[..^1] : plural;
    }

    private static EscalationStep? Step(SentenceReader reader, DeadlineVocabulary words)
    {
        var count = 0;
        var unit = PeriodUnit.WorkingDays;
        if (reader.TryTake("on") is null)
        {
            if (reader.Peek is not { } word || !char.IsAsciiDigit(word[0]))
            {
                reader.Fail("on overdue", "a number");
                return null;
            }

            if (reader.Number(1, Longest) is not { } number || ShortUnit(reader) is not { } found) { return null; }
            (count, unit) = (number, found);
        }

        if (!reader.Expect("overdue") || !reader.Expect("to")) { return null; }
        var roles = ImmutableArray.CreateBuilder<string>();
        do
        {
            if (reader.Peek is not { } name || words.Role(name) is not { } role)
            {
                reader.Fail(words.Roles.Select(known => known.Name));
                return null;
            }

            reader.Take();
            roles.Add(role.Name);
        }
        while (reader.TryTake(",") is not null);

        return new(count, unit, roles.ToImmutable());
    }

    private static DateOnly Day(EscalationStep step, DateOnly due, WorkingCalendar calendar) => step switch
    {
        { Count: 0 } => calendar.AddWorkingDays(due, 1),
        { Unit: PeriodUnit.WorkingDays } => calendar.AddWorkingDays(due, step.Count),
        { Unit: PeriodUnit.Weeks } => calendar.OnOrAfter(due.AddDays(7 * step.Count)),
        _ => calendar.OnOrAfter(due.AddDays(step.Count)),
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Lists in Vietnamese.</summary>
internal static class VietnameseList
{
    /// <summary>"a, b và c".</summary>
    public static string Join(IEnumerable<string> items)
    {
        var all = items.ToList();
        return all.Count < 2 ? string.Concat(all) : $"{string.Join(", ", all.Take(all.Count - 1))} và {all[^1]}";
    }
}
