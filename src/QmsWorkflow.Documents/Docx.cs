using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace QmsWorkflow.Documents;

/// <summary>Opens Word files that passed the guard.</summary>
internal static class Docx
{
    /// <exception cref="DocxException">The file is refused or broken.</exception>
    public static T Read<T>(byte[] content, Func<WordprocessingDocument, T> read)
    {
        DocxGuard.Check(content);
        try
        {
            using var stream = new MemoryStream(content, writable: false);
            using var document = WordprocessingDocument.Open(stream, isEditable: false);
            if (document.MainDocumentPart?.Document?.Body is null) throw new DocxException("Tệp Word không có nội dung chính.");

            return read(document);
        }
        catch (Exception broken) when (broken is OpenXmlPackageException or XmlException or IOException or FormatException or InvalidDataException or ArgumentException
            or InvalidOperationException or NotSupportedException)
        {
            // The library meets broken packages with exceptions of many kinds; the file, not the program, is at fault.
            throw new DocxException($"Tệp Word bị hỏng: {broken.Message}");
        }
    }
}
