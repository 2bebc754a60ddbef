using System.IO.Compression;
using System.Text;

namespace QmsWorkflow.Server.Tests.Templates;

/// <summary>Edits parts of a Word file as Word would have saved them, or as somebody hostile would.</summary>
internal static class EditedTemplate
{
    public static byte[] Replace(byte[] docx, string old, string now, string part = "word/document.xml") => Change(docx, part, text =>
    {
        text.ShouldContain(old);
        return text.Replace(old, now, StringComparison.Ordinal);
    });

    public static byte[] Add(byte[] docx, string part, string text) => Change(docx, part, _ => text);

    private static byte[] Change(byte[] docx, string part, Func<string, string> change)
    {
        using var memory = new MemoryStream();
        memory.Write(docx);
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Update, leaveOpen: true))
        {
            var text = "";
            if (zip.GetEntry(part) is { } entry)
            {
                using (var reader = new StreamReader(entry.Open())) text = reader.ReadToEnd();
                entry.Delete();
            }

            using var writer = new StreamWriter(zip.CreateEntry(part).Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            writer.Write(change(text));
        }

        return memory.ToArray();
    }
}
