namespace QmsWorkflow.Domain.Tests.Indicators;

/// <summary>The reference of indicators is the data that ships.</summary>
public class IndicatorsPageTests
{
    [Fact]
    public void The_reference_lists_every_indicator_as_it_is()
    {
        var file = Path.Combine(Root(), "docs", "reference", "indicators.md");
        // QMS_UPDATE_DOCS=1 writes the page anew.
        if (Environment.GetEnvironmentVariable("QMS_UPDATE_DOCS") == "1") { File.WriteAllText(file, IndicatorsPage.Text()); }

        File.ReadAllText(file).ShouldBe(IndicatorsPage.Text());
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "QmsWorkflow.sln"))) { folder = folder.Parent!; }
        return folder.FullName;
    }
}
