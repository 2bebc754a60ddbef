namespace QmsWorkflow.Documents.Pdf;

/// <summary>A character where it stands on its page, in points; the baseline is its lower edge but for descenders.</summary>
public sealed record PdfGlyph(int Page, string Text, double Left, double Right, double Baseline, double Size, string Font);

/// <summary>Reads the text of a file's pages with its places.</summary>
internal sealed class PdfText
{
    private const int MostGlyphs = 2_000_000;
    private const int MostDepth = 10;
    private readonly PdfFile file;
    private readonly int page;
    private readonly List<PdfGlyph> glyphs = [];
    private readonly Dictionary<PdfValue.Dict, PdfFont> fonts = new(ReferenceEqualityComparer.Instance);

    private PdfText(PdfFile file, int page)
    {
        this.file = file;
        this.page = page;
    }

    public static IReadOnlyList<PdfGlyph> Of(PdfFile file, PdfPage page)
    {
        var reader = new PdfText(file, page.Index);
        using var content = new MemoryStream();
        var contents = file.Resolve(page.Dict["Contents"]) is PdfValue.Stream one ? [one] : file.Items(page.Dict["Contents"]).Select(file.Resolve).OfType<PdfValue.Stream>();
        foreach (var stream in contents)
        {
            content.Write(file.Content(stream));
            content.WriteByte((byte)'\n');
        }

        reader.Run(content.ToArray(), page.Resources, PdfMatrix.Identity, 0);
        return reader.glyphs;
    }

    private sealed record State(PdfMatrix Ctm, PdfFont? Font, double Size, double CharSpace, double WordSpace, double Scale, double Leading, double Rise);

    private void Run(byte[] content, PdfValue.Dict resources, PdfMatrix ctm, int depth)
    {
        var lexer = new PdfLexer(content);
        var operands = new List<PdfValue>();
        var state = new State(ctm, null, 0, 0, 0, 1, 0, 0);
        var saved = new Stack<State>();
        PdfMatrix line = PdfMatrix.Identity, text = PdfMatrix.Identity;
        while (!lexer.IsAtEnd)
        {
            if (lexer.TryOperator() is not { } word)
            {
                operands.Add(lexer.Value(withReferences: false));
                if (operands.Count > 10_000) throw new PdfException("Trang PDF có lệnh vẽ quá dài.");
                continue;
            }

            double N(int index) => index < operands.Count && operands[index] is PdfValue.Number number ? number.Value : 0;
            void Move(double x, double y) => text = line = new PdfMatrix(1, 0, 0, 1, x, y).Then(line);
            switch (word)
            {
                case "q" when saved.Count < 1000: saved.Push(state); break;
                case "Q" when saved.Count > 0: state = saved.Pop(); break;
                case "cm" when PdfMatrix.From(operands) is { } change: state = state with { Ctm = change.Then(state.Ctm) }; break;
                case "BT": text = line = PdfMatrix.Identity; break;
                case "Tf" when operands is [PdfValue.Name name, ..]: state = state with { Font = FontOf(resources, name.Value), Size = N(1) }; break;
                case "Tc": state = state with { CharSpace = N(0) }; break;
                case "Tw": state = state with { WordSpace = N(0) }; break;
                case "Tz": state = state with { Scale = N(0) / 100 }; break;
                case "TL": state = state with { Leading = N(0) }; break;
                case "Ts": state = state with { Rise = N(0) }; break;
                case "Td": Move(N(0), N(1)); break;
                case "TD":
                    state = state with { Leading = -N(1) };
                    Move(N(0), N(1));
                    break;
                case "T*": Move(0, -state.Leading); break;
                case "Tm" when PdfMatrix.From(operands) is { } place: text = line = place; break;
                case "Tj" or "TJ": Show(operands, state, ref text); break;
                case "'" or "\"":
                    if (word == "\"") state = state with { WordSpace = N(0), CharSpace = N(1) };
                    Move(0, -state.Leading);
                    Show(operands[^Math.Min(1, operands.Count)..], state, ref text);
                    break;
                case "Do" when operands is [PdfValue.Name form]: Form(form.Value, resources, state, depth); break;
                case "BI": SkipImage(lexer, content); break;
            }

            operands.Clear();
        }
    }

    private void Show(List<PdfValue> operands, State state, ref PdfMatrix text)
    {
        var items = operands is [PdfValue.Sequence list] ? list.Items : operands;
        foreach (var item in items)
        {
            if (item is PdfValue.Number shift) text = new PdfMatrix(1, 0, 0, 1, -shift.Value / 1000 * state.Size * state.Scale, 0).Then(text);
            if (item is not PdfValue.Text shown || state.Font is not { } font) continue;
            foreach (var (code, character, width) in font.Read(shown.Bytes))
            {
                var advance = ((width / 1000 * state.Size) + state.CharSpace + (code == 32 ? state.WordSpace : 0)) * state.Scale;
                var whole = text.Then(state.Ctm);
                var (left, bottom) = whole.Apply(0, state.Rise);
                var (right, _) = whole.Apply(width / 1000 * state.Size * state.Scale, state.Rise);
                var size = Math.Sqrt((whole.C * whole.C) + (whole.D * whole.D)) * state.Size;
                glyphs.Add(new(page, character, left, right, bottom, size, font.Name));
                if (glyphs.Count > MostGlyphs) throw new PdfException("Trang PDF có quá nhiều chữ.");
                text = new PdfMatrix(1, 0, 0, 1, advance, 0).Then(text);
            }
        }
    }

    private PdfFont? FontOf(PdfValue.Dict resources, string name)
    {
        if (file.Resolve(file.Dict(resources["Font"])[name]) is not PdfValue.Dict dict) return null;
        if (!fonts.TryGetValue(dict, out var font)) fonts[dict] = font = new(file, dict);
        return font;
    }

    private void Form(string name, PdfValue.Dict resources, State state, int depth)
    {
        if (depth >= MostDepth || file.Resolve(file.Dict(resources["XObject"])[name]) is not PdfValue.Stream form) return;
        if (file.Resolve(form.Head["Subtype"]) is not PdfValue.Name { Value: "Form" }) return;
        var matrix = PdfMatrix.From([.. file.Items(form.Head["Matrix"]).Select(file.Resolve)]) ?? PdfMatrix.Identity;
        var own = form.Head.TryGet("Resources", out var inner) ? file.Dict(inner) : resources;
        Run(file.Content(form), own, matrix.Then(state.Ctm), depth + 1);
    }

    private static void SkipImage(PdfLexer lexer, byte[] content)
    {
        var end = content.AsSpan(lexer.Position).IndexOf("\nEI"u8);
        lexer.Position = end < 0 ? content.Length : lexer.Position + end + 3;
    }
}
