using System.Globalization;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>How many LibreOffice processes stand ready, and what bounds them.</summary>
internal sealed record PdfRendererOptions
{
    /// <value>From 1 to 16. The default is 1.</value>
    public int Workers { get; init; } = 1;

    /// <value>After so many documents a process is replaced by a new one. The default is 200.</value>
    public int Lifetime { get; init; } = 200;

    /// <value>The longest time for one document before its process is ended. The default is 60 s.</value>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(60);

    /// <value>The longest time for LibreOffice to start. The default is 60 s.</value>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <value>The address space of one process. The default is 3 GB.</value>
    public long Memory { get; init; } = 3L << 30;

    public string Python { get; init; } = "/usr/bin/python3";

    /// <summary>Reads <c>Pdf:Workers</c>, <c>Pdf:Lifetime</c>, <c>Pdf:LimitSeconds</c> and <c>Pdf:MemoryMegabytes</c>; what is out of its range counts as not given.</summary>
    public static PdfRendererOptions Read(IConfiguration configuration)
    {
        var usual = new PdfRendererOptions();
        return usual with
        {
            Workers = Number(configuration, "Pdf:Workers", 1, 16) ?? usual.Workers,
            Lifetime = Number(configuration, "Pdf:Lifetime", 1, 100_000) ?? usual.Lifetime,
            Limit = Number(configuration, "Pdf:LimitSeconds", 5, 3600) is { } seconds ? TimeSpan.FromSeconds(seconds) : usual.Limit,
            Memory = Number(configuration, "Pdf:MemoryMegabytes", 1024, 65536) is { } megabytes ? (long)megabytes << 20 : usual.Memory,
        };
    }

    private static int? Number(IConfiguration configuration, string name, int least, int most) =>
        int.TryParse(configuration[name], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value : null;
}
