using QmsWorkflow.Documents.Pdf;

namespace QmsWorkflow.Server.Features.Signing;

/// <summary>The fonts of stamps: Times New Roman when the machine has it, else the face of the same widths that LibreOffice uses for it.</summary>
internal static class PdfFonts
{
    private static readonly Lazy<TrueTypeFont> UprightFont = new(() => Read("Times_New_Roman.ttf", "LiberationSerif-Regular.ttf"));
    private static readonly Lazy<TrueTypeFont> ItalicFont = new(() => Read("Times_New_Roman_Italic.ttf", "LiberationSerif-Italic.ttf"));

    public static TrueTypeFont Upright => UprightFont.Value;

    public static TrueTypeFont Italic => ItalicFont.Value;

    private static TrueTypeFont Read(string times, string liberation)
    {
        string[] places =
        [
            $"/usr/share/fonts/truetype/msttcorefonts/{times}", $"/usr/share/fonts/truetype/liberation2/{liberation}",
            $"/usr/share/fonts/truetype/liberation/{liberation}", $"/usr/share/fonts/liberation-serif/{liberation}",
        ];
        var found = places.FirstOrDefault(File.Exists) ?? throw new PdfException("Chưa cài phông chữ Times New Roman hoặc Liberation Serif. Hãy cài gói fonts-liberation2.");
        return new(File.ReadAllBytes(found));
    }
}
