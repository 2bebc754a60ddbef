using System.IO.Compression;
using System.Xml;

namespace QmsWorkflow.Server.Features.Measurements.Imports;

/// <summary>The names of a workbook's sheets, read without reading the sheets.</summary>
internal static class WorkbookSheets
{
    private const int Most = 200;

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 4_000_000, IgnoreWhitespace = true };

    /// <returns>Empty for a file that is no workbook; whether it can be read is said when it is opened.</returns>
    public static IReadOnlyList<string> Of(Stream stream)
    {
        stream.Position = 0;
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.GetEntry("xl/workbook.xml") is not { } workbook) return [];

            using var content = workbook.Open();
            using var xml = XmlReader.Create(content, Settings);
            var names = new List<string>();
            while (names.Count < Most && xml.Read())
            {
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "sheet" } && xml.GetAttribute("name") is { } name) names.Add(name);
            }

            return names;
        }
        catch (Exception failure) when (failure is InvalidDataException or XmlException)
        {
            return [];
        }
        finally
        {
            stream.Position = 0;
        }
    }
}
