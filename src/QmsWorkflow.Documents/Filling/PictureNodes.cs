using System.Globalization;
using System.Text;

namespace QmsWorkflow.Documents.Filling;

/// <summary>A picture on its page: the relationship to its part and its size in EMU, 360 000 to the centimetre.</summary>
internal readonly record struct PlacedPicture(string Relationship, long Width, long Height);

/// <summary>A picture in the place of the example, as large as fits into the example's frame.</summary>
/// <param name="field">The field.</param>
/// <param name="width">The width of the frame in EMU.</param>
/// <param name="height">The height of the frame in EMU.</param>
/// <param name="isNatural">There was no example: a small picture keeps its own size.</param>
/// <param name="content">The drawing.</param>
internal sealed class PictureField(FieldPath field, long width, long height, bool isNatural, Node[] content) : Node
{
    /// <summary>A point at 96 to the inch.</summary>
    private const long Point = 9525;

    public override void Write(FillRun run, FieldScope scope)
    {
        // A picture may be left out: what has no QR code yet has no field for it either.
        if (!scope.TryFind(field, out var value) || value is null) return;
        if (run.Text(field, scope) is not { Length: > 0 } text) return;
        if (!Picture.TryRead(text, out var picture, out var problem))
        {
            run.Report(field.Name, scope, problem);
            return;
        }

        if (run.Pictures.Add(run.PartName, text, picture) is not { } relationship)
        {
            run.Report(field.Name, scope, PictureStore.TooMuch);
            return;
        }

        var (wide, high) = Fit(picture);
        run.Picture = new PlacedPicture(relationship, wide, high);
        WriteAll(content, run, scope);
    }

    /// <summary>The largest size in the frame that does not distort the picture.</summary>
    private (long Width, long Height) Fit(Picture picture)
    {
        var scale = Math.Min((double)width / picture.Width, (double)height / picture.Height);
        if (isNatural) scale = Math.Min(scale, Point);
        return (Math.Max(1, (long)Math.Round(picture.Width * scale)), Math.Max(1, (long)Math.Round(picture.Height * scale)));
    }
}

/// <summary>What of a drawing depends on the picture.</summary>
internal enum PictureHole
{
    Relationship,
    Width,
    Height,
}

/// <summary>A value of a drawing that depends on the picture.</summary>
internal sealed class PictureValue(PictureHole hole) : Node
{
    public override void Write(FillRun run, FieldScope scope) => run.Output.WritePlain(hole switch
    {
        PictureHole.Relationship => run.Picture.Relationship,
        PictureHole.Width => run.Picture.Width.ToString(CultureInfo.InvariantCulture),
        _ => run.Picture.Height.ToString(CultureInfo.InvariantCulture),
    });
}

/// <summary>The pictures of a document, each stored once, and which part shows which.</summary>
internal sealed class PictureStore(CompiledTemplate template)
{
    public const string TooMuch = "các hình cộng lại lớn hơn 20 MB.";

    private const long MaxBytes = 20 * 1024 * 1024;

    private readonly Dictionary<string, (int Number, Picture Picture)> pictures = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<int, string>> shown = new(StringComparer.Ordinal);
    private long bytes;

    public IEnumerable<(string Name, byte[] Content)> Parts => pictures.Values.Select(picture => (PartName(picture), picture.Picture.Content));

    public IEnumerable<string> Extensions => pictures.Values.Select(picture => picture.Picture.Extension).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>The parts that show pictures of the data.</summary>
    public IEnumerable<string> Showing => shown.Keys;

    /// <summary>Stores a picture; null when all together are too large.</summary>
    /// <returns>The id of the relationship in the part.</returns>
    public string? Add(string part, string text, Picture picture)
    {
        if (!pictures.TryGetValue(text, out var stored))
        {
            if ((bytes += picture.Content.Length) > MaxBytes) return null;
            pictures[text] = stored = (pictures.Count + 1, picture);
        }

        if (!shown.TryGetValue(part, out var here)) shown[part] = here = [];
        here[stored.Number] = PartName(stored);
        return template.FreshName + stored.Number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The relationships to add to those of a part.</summary>
    public string Relationships(string part)
    {
        var xml = new StringBuilder();
        foreach (var (number, target) in shown[part])
        {
            xml.Append(CultureInfo.InvariantCulture, $"<Relationship xmlns=\"{Word.PackageRelationships}\" Id=\"{template.FreshName}{number}\" Type=\"{Word.Relationships}/image\" Target=\"/{target}\"/>");
        }

        return xml.ToString();
    }

    private string PartName((int Number, Picture Picture) stored) =>
        string.Create(CultureInfo.InvariantCulture, $"word/media/{template.FreshName}{stored.Number}.{stored.Picture.Extension}");
}
