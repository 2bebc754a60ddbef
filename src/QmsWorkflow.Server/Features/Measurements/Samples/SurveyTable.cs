using System.Globalization;

namespace QmsWorkflow.Server.Features.Measurements.Samples;

/// <summary>The monthly answers to the survey and the quarterly lists of the training, as tables to import.</summary>
internal static class SurveyTable
{
    /// <summary>A row per unit and month; a column pair per topic. Up to a quarter more or fewer slips than usual come in.</summary>
    public static long WriteSurvey(SampleFigures figures, int year, int seed, int untilMonth, TextWriter output)
    {
        var written = 0L;
        var topics = figures.Survey.Select(row => row.Topic).Distinct(StringComparer.Ordinal).ToList();
        output.Write($"DonViId,Nam,Thang,{string.Join(',', topics.SelectMany(topic => (string[])[Answers(topic), Satisfied(topic)]))}\r\n");
        foreach (var unit in figures.Survey.GroupBy(row => row.Unit, StringComparer.Ordinal))
        {
            var asked = unit.ToDictionary(row => row.Topic, row => (Row: row, Random: SampleRandom.For(seed, $"survey/{row.Unit}/{row.Topic}")), StringComparer.Ordinal);
            var quotas = asked.ToDictionary(pair => pair.Key, pair => new Quota(pair.Value.Random), StringComparer.Ordinal);
            for (var month = 1; month <= untilMonth; month++)
            {
                var cells = topics.Select(topic => asked.TryGetValue(topic, out var of) ? Cells(of.Row, of.Random, quotas[topic]) : ",");
                output.Write(string.Create(CultureInfo.InvariantCulture, $"{unit.Key},{year},{month},{string.Join(',', cells)}\r\n"));
                written++;
            }
        }

        return written;
    }

    /// <summary>A row per unit at the end of each quarter: how many must be trained, how many had been so far.</summary>
    public static long WriteTraining(SampleFigures figures, int year, int untilMonth, TextWriter output)
    {
        var written = 0L;
        output.Write("DonViId,Nam,Thang,in_scope,trained\r\n");
        foreach (var row in figures.Training)
        {
            for (var quarter = 1; quarter * 3 <= untilMonth && quarter <= row.TrainedByQuarter.Count; quarter++)
            {
                output.Write(string.Create(CultureInfo.InvariantCulture, $"{row.Unit},{year},{quarter * 3},{row.InScope},{row.TrainedByQuarter[quarter - 1]}\r\n"));
                written++;
            }
        }

        return written;
    }

    private static string Answers(string topic) => topic.Length == 0 ? "answers" : $"answers_{topic}";

    private static string Satisfied(string topic) => topic.Length == 0 ? "satisfied_answers" : $"satisfied_{topic}";

    private static string Cells(SampleSurvey row, SampleRandom random, Quota quota)
    {
        var slips = row.SlipsPerMonth - (row.SlipsPerMonth / 4) + random.Below((row.SlipsPerMonth / 2) + 1);
        var satisfied = Enumerable.Range(0, slips).Count(_ => quota.Draw(row.Satisfied / 100));
        return string.Create(CultureInfo.InvariantCulture, $"{slips},{satisfied}");
    }
}
