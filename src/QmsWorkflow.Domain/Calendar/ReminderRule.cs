using System.Collections.Immutable;
using System.Globalization;

namespace QmsWorkflow.Domain.Calendar;

/// <summary>One reminder: so many days before the deadline, or on it.</summary>
/// <param name="Count">How many; 0 on the due date itself.</param>
/// <param name="Unit">Working days, days or weeks.</param>
public sealed record Reminder(int Count, PeriodUnit Unit);

/// <summary>When people are reminded: "3, 1 working days before", "1 week before; on due date".</summary>
/// <param name="Reminders">The reminders in the order written.</param>
public sealed record ReminderRule(ImmutableArray<Reminder> Reminders)
{
    private const int Longest = 365;

    /// <summary>Reads a sentence.</summary>
    public static ParseOutcome<ReminderRule> Parse(string text)
    {
        var reader = new SentenceReader(text);
        var reminders = ImmutableArray.CreateBuilder<Reminder>();
        do
        {
            if (!One(reader, reminders)) { return reader.Finish<ReminderRule>(null); }
        }
        while (reader.TryTake(";") is not null);

        return reader.Finish(new ReminderRule(reminders.ToImmutable()), ";");
    }

    /// <summary>The days to remind on, each once, in order; a day off moves to the working day before it.</summary>
    /// <param name="due">The deadline's date.</param>
    /// <param name="calendar">The working days.</param>
    /// <param name="notBefore">The day the work was given; earlier reminders are left out.</param>
    public ImmutableArray<DateOnly> Dates(DateOnly due, WorkingCalendar calendar, DateOnly? notBefore = null) =>
    [
        .. Reminders
            .Select(reminder => calendar.OnOrBefore(Day(reminder, due, calendar)))
            .Where(date => notBefore is null || date >= notBefore)
            .Distinct()
            .Order(),
    ];

    /// <summary>The sentence in its normal form.</summary>
    public override string ToString() => string.Join("; ", Grouped().Select(group => group.Unit is { } unit
        ? $"{string.Join(", ", group.Counts)} {UnitWord(unit, group.Counts)} before"
        : "on due date"));

    /// <summary>The rule as people read it: "nhắc trước hạn 3 và 1 ngày làm việc".</summary>
    public string ToVietnamese() => "nhắc " + string.Join("; ", Grouped().Select(group => group.Unit is { } unit
        ? $"trước hạn {VietnameseList.Join(group.Counts.Select(Text))} {EscalationRule.UnitVi(unit)}"
        : "đúng ngày đến hạn"));

    /// <inheritdoc/>
    public bool Equals(ReminderRule? other) => other is not null && Reminders.SequenceEqual(other.Reminders);

    /// <inheritdoc/>
    public override int GetHashCode() => Reminders.Aggregate(0, HashCode.Combine);

    private static bool One(SentenceReader reader, ImmutableArray<Reminder>.Builder reminders)
    {
        if (reader.TryTake("on") is not null)
        {
            if (!reader.Expect("due") || !reader.Expect("date")) { return false; }
            reminders.Add(new(0, PeriodUnit.WorkingDays));
            return true;
        }

        if (reader.Peek is not { } word || !char.IsAsciiDigit(word[0])) { return reader.Fail("a number", "on due date"); }
        List<int> counts = [];
        do
        {
            if (reader.Number(1, Longest) is not { } count) { return false; }
            counts.Add(count);
        }
        while (reader.TryTake(",") is not null);

        if (EscalationRule.ShortUnit(reader, ",") is not { } unit || !reader.Expect("before")) { return false; }
        reminders.AddRange(counts.Select(count => new Reminder(count, unit)));
        return true;
    }

    private static DateOnly Day(Reminder reminder, DateOnly due, WorkingCalendar calendar) => reminder.Unit switch
    {
        PeriodUnit.WorkingDays => calendar.AddWorkingDays(due, -reminder.Count),
        PeriodUnit.Weeks => due.AddDays(-7 * reminder.Count),
        _ => due.AddDays(-reminder.Count),
    };

    private List<(PeriodUnit? Unit, List<int> Counts)> Grouped()
    {
        List<(PeriodUnit? Unit, List<int> Counts)> groups = [];
        foreach (var reminder in Reminders)
        {
            PeriodUnit? unit = reminder.Count == 0 ? null : reminder.Unit;
            if (unit is not null && groups.Count > 0 && groups[^1].Unit == unit) { groups[^1].Counts.Add(reminder.Count); }
            else { groups.Add((unit, [reminder.Count])); }
        }

        return groups;
    }

    private static string UnitWord(PeriodUnit unit, List<int> counts) => EscalationRule.UnitWord(unit, counts is [1] ? 1 : 2);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
