using QmsWorkflow.Domain.Calendar;

namespace QmsWorkflow.Domain.Tests.Calendar;

/// <summary>The reference page says what the readers do.</summary>
public class DeadlineSentencesPageTests
{
    [Fact]
    public void Every_deadline_on_the_page_is_read_and_shown_as_the_page_says()
    {
        var rows = Rows("## Thời hạn");

        rows.Count.ShouldBe(20);
        rows.ShouldAllBe(row => DeadlineRule.Parse(row[0], null).OrThrow().ToVietnamese(null) == row[1]);
    }

    [Fact]
    public void Every_reminder_on_the_page_is_read_and_shown_as_the_page_says()
    {
        var rows = Rows("## Nhắc việc");

        rows.Count.ShouldBe(2);
        rows.ShouldAllBe(row => ReminderRule.Parse(row[0]).OrThrow().ToVietnamese() == row[1]);
    }

    [Fact]
    public void Every_escalation_on_the_page_is_read_and_shown_as_the_page_says()
    {
        var rows = Rows("## Báo quá hạn");

        rows.Count.ShouldBe(2);
        rows.ShouldAllBe(row => EscalationRule.Parse(row[0], null).OrThrow().ToVietnamese(null) == row[1]);
    }

    [Fact]
    public void The_page_lists_every_fact_and_every_role()
    {
        Words("## Các mốc").ShouldBe(DeadlineVocabulary.Default.Facts);
        Words("## Các vai trò").ShouldBe(DeadlineVocabulary.Default.Roles);
    }

    private static IEnumerable<VocabularyWord> Words(string heading) => Rows(heading).Select(row => new VocabularyWord(row[0], row[1], row[2]));

    private static List<string[]> Rows(string heading) =>
    [
        .. Page().SkipWhile(line => !line.StartsWith(heading, StringComparison.Ordinal))
            .Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim(' ', '`')).ToArray()),
    ];

    private static string[] Page()
    {
        using var stream = typeof(DeadlineSentencesPageTests).Assembly.GetManifestResourceStream("deadline-sentences.md")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n');
    }
}
