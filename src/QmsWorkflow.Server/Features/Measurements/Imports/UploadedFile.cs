namespace QmsWorkflow.Server.Features.Measurements.Imports;

internal static class UploadedFile
{
    public const string Csv = "text/csv";
    public const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <value>A year of a province's cases is some 200 MB; more goes over the command line.</value>
    public const long Most = 512L * 1024 * 1024;

    public const long MostMegabytes = Most / 1024 / 1024;
}
