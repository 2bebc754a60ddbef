namespace QmsWorkflow.Documents.Pdf;

/// <summary>
/// Tells what a later revision of a file changed: both are read as a viewer would read them, and compared from the root. Only what is
/// known to be harmless is allowed (new signatures, the number and date in their blanks, data about the file); everything else is a
/// changed content, however it was done: a replaced page, stream, font or form, an action, a layer, a comment, a forged table.
/// </summary>
public static class PdfRevisions
{
    private const double WidestSignature = 90 * 72 / 25.4;
    private const double HighestSignature = 65 * 72 / 25.4;

    /// <summary>All differences between two files or revisions.</summary>
    /// <exception cref="PdfException">One of them cannot be read.</exception>
    public static IReadOnlyList<PdfChange> Compare(PdfFile before, PdfFile after) => new Comparison(before, after).Run();

    private sealed class Comparison
    {
        private static readonly HashSet<string> OwnRules = ["AcroForm", "Perms", "DSS", "Extensions", "Metadata", "Pages", "Version"];
        private static readonly HashSet<string> Inherited = ["Parent", "Annots", "Resources", "MediaBox", "CropBox", "Rotate"];
        private readonly PdfFile before;
        private readonly PdfFile after;
        private readonly IReadOnlyList<PdfPage> pages;
        private readonly IReadOnlyList<PdfPage> newPages;
        private readonly Dictionary<int, int> pageOf;
        private readonly Dictionary<int, int> widgets = [];
        private readonly HashSet<int> newWidgets = [];
        private readonly PdfSameness same;
        private readonly List<PdfChange> changes = [];

        public Comparison(PdfFile before, PdfFile after)
        {
            (this.before, this.after) = (before, after);
            (pages, newPages) = (PdfPage.All(before), PdfPage.All(after));
            pageOf = pages.ToDictionary(p => p.Reference.Id, p => p.Index);
            // Pages and widgets are compared once, by rules of their own; whoever refers to one must refer to its like.
            same = new(before, after, (x, y) =>
                pageOf.TryGetValue(x.Id, out var index) ? index < newPages.Count && newPages[index].Reference.Id == y.Id
                : widgets.TryGetValue(x.Id, out var widget) ? widget == y.Id
                : null);
        }

        public List<PdfChange> Run()
        {
            if (pages.Count != newPages.Count)
            {
                Refuse($"số trang đổi từ {pages.Count} thành {newPages.Count}");
                return changes;
            }

            PairWidgets();
            foreach (var page in pages) Page(page, newPages[page.Index]);
            Catalog();
            Form();
            if (!same.Same(before.Dict(before.Trailer["Info"]), after.Dict(after.Trailer["Info"]))) Allow(PdfChangeKind.Metadata, "thông tin về tệp");
            return changes;
        }

        private void PairWidgets()
        {
            foreach (var page in pages)
            {
                var (old, now) = (before.Items(page.Dict["Annots"]), after.Items(newPages[page.Index].Dict["Annots"]));
                for (var i = 0; i < old.Count && i < now.Count; i++)
                {
                    if (old[i] is PdfValue.Reference x && now[i] is PdfValue.Reference y) widgets.TryAdd(x.Id, y.Id);
                }

                foreach (var added in now.Skip(old.Count).OfType<PdfValue.Reference>()) newWidgets.Add(added.Id);
            }
        }

        // Other tools write "841.889763779528" as "841.88976" when they add their signature to a page.
        private static bool Same(double old, double now) => Math.Abs(old - now) < 0.005;

        private void Page(PdfPage old, PdfPage now)
        {
            var at = $"trang {old.Index + 1}";
            if (!Same(old.Left, now.Left) || !Same(old.Bottom, now.Bottom) || !Same(old.Right, now.Right) || !Same(old.Top, now.Top)) Refuse($"khổ của {at} bị đổi");
            if (!same.Same(old.Resources, now.Resources)) Refuse($"phông chữ hoặc hình của {at} bị đổi");
            foreach (var name in old.Dict.Entries.Keys.Union(now.Dict.Entries.Keys, StringComparer.Ordinal).Where(n => !Inherited.Contains(n)))
            {
                if (!same.Same(old.Dict[name], now.Dict[name])) Refuse(name == "Contents" ? $"nội dung của {at} bị đổi" : $"mục {name} của {at} bị đổi");
            }

            if (!same.Same(Rotation(before, old), Rotation(after, now))) Refuse($"{at} bị xoay");
            var (marks, newMarks) = (before.Items(old.Dict["Annots"]), after.Items(now.Dict["Annots"]));
            for (var i = 0; i < Math.Max(marks.Count, newMarks.Count); i++)
            {
                if (i >= newMarks.Count) Refuse($"một ghi chú hoặc trường trên {at} bị gỡ");
                else if (i >= marks.Count) Added(newMarks[i], now);
                else Mark(marks[i], newMarks[i], at);
            }
        }

        private static PdfValue Rotation(PdfFile file, PdfPage page)
        {
            var dict = page.Dict;
            for (var depth = 0; depth < 50; depth++)
            {
                if (dict.TryGet("Rotate", out var turn)) return file.Resolve(turn);
                if (!dict.TryGet("Parent", out var parent)) break;
                dict = file.Dict(parent);
            }

            return new PdfValue.Number(0);
        }

        // A widget or annotation that was there.
        private void Mark(PdfValue old, PdfValue now, string at)
        {
            var (a, b) = (before.Dict(old), after.Dict(now));
            string[] changed = [.. a.Entries.Keys.Union(b.Entries.Keys, StringComparer.Ordinal).Where(n => !same.Same(a[n], b[n]))];
            if (changed.Length == 0) return;
            var name = before.Resolve(a["T"]) is PdfValue.Text title ? title.Value : "";
            var type = before.Resolve(a["FT"]) is PdfValue.Name kind ? kind.Value : "";
            var value = after.Resolve(b["V"]);
            if (PdfBlanks.IsBlank(name) && type == "Tx" && changed.All(n => n is "V" or "AP") && before.Resolve(a["V"]) is PdfValue.Text { Bytes.Length: 0 } && value is PdfValue.Text text && PdfBlanks.IsValid(name, text.Value))
            {
                if (ShowsValue(b, name, text.Value)) Allow(PdfChangeKind.NumberStamp, $"{name switch { PdfBlanks.Number => "số", PdfBlanks.Day => "ngày", _ => "tháng" }} {text.Value} được ghi vào chỗ trống");
                else Refuse($"chỗ trống trên {at} hiện chữ khác với giá trị của nó");
            }
            else if (type == "Sig" && before.Resolve(a["V"]) is PdfValue.Null && value is PdfValue.Dict && changed.All(n => n is "V" or "AP" or "Lock" or "SV" or "F" or "MK" or "DA" or "DR")) Signature(now, b, at);
            else Refuse($"trường hoặc ghi chú {name} trên {at} bị đổi ({string.Join(", ", changed)})");
        }

        private void Added(PdfValue mark, PdfPage page)
        {
            var dict = after.Dict(mark);
            var at = $"trang {page.Index + 1}";
            var isSignature = mark is PdfValue.Reference && after.Resolve(dict["Subtype"]) is PdfValue.Name { Value: "Widget" }
                && after.Resolve(dict["FT"]) is PdfValue.Name { Value: "Sig" } && after.Resolve(dict["V"]) is PdfValue.Dict && !dict.TryGet("A", out _) && !dict.TryGet("AA", out _);
            if (isSignature) Signature(mark, dict, at);
            else Refuse($"một ghi chú hoặc trường được thêm vào {at}");
        }

        private void Signature(PdfValue mark, PdfValue.Dict dict, string at)
        {
            var box = after.Items(dict["Rect"]).Select(i => after.Resolve(i) is PdfValue.Number n ? n.Value : 0).ToArray();
            var isSmall = box.Length != 4 || (Math.Abs(box[2] - box[0]) <= WidestSignature && Math.Abs(box[3] - box[1]) <= HighestSignature);
            if (mark is not PdfValue.Reference reference || !PdfForm.Fields(after).Any(f => f.Reference.Id == reference.Id)) Refuse($"chữ ký trên {at} không thuộc biểu mẫu của tệp");
            else if (!isSmall) Refuse($"hình chữ ký trên {at} quá lớn, che nội dung");
            else Allow(PdfChangeKind.Signature, $"chữ ký số được thêm vào {at}");
        }

        /// <summary>Whether a blank shows its value, drawn exactly as it is drawn here.</summary>
        private bool ShowsValue(PdfValue.Dict widget, string name, string text)
        {
            var looks = after.Dict(widget["AP"]);
            if (looks.Entries.Count != 1 || after.Resolve(looks["N"]) is not PdfValue.Stream form) return false;
            if (PdfBlanks.StyleOf(after, widget) is not var (font, size, width, height)) return false;
            var resources = after.Dict(form.Head["Resources"]);
            var drawn = PdfAppearance.TextContent(PdfEmbeddedFont.Read(after, font), [text], size, width, height, PdfBlanks.AlignOf(name));
            return resources.Entries.Count == 1 && after.Dict(resources["Font"]).Entries.Count == 1 && after.Dict(resources["Font"])["F"].Equals(font)
                && !form.Head.TryGet("Matrix", out _) && same.Same(PdfAppearance.Box(width, height), form.Head["BBox"])
                && after.Content(form).AsSpan().SequenceEqual(drawn);
        }

        private void Catalog()
        {
            var (a, b) = (before.Catalog, after.Catalog);
            foreach (var name in a.Entries.Keys.Union(b.Entries.Keys, StringComparer.Ordinal))
            {
                if (OwnRules.Contains(name) || same.Same(a[name], b[name])) continue;
                Refuse($"mục {name} của tệp bị đổi");
            }

            if (!same.Same(a["DSS"], b["DSS"])) Allow(PdfChangeKind.Metadata, "dữ liệu để kiểm tra chữ ký về sau");
            if (!same.Same(a["Metadata"], b["Metadata"])) Allow(PdfChangeKind.Metadata, "mô tả về tệp");
            var hadSignature = PdfForm.Signatures(before).Count > 0;
            if (!same.Same(a["Perms"], b["Perms"]) && (hadSignature || before.Resolve(a["Perms"]) is not PdfValue.Null)) Refuse("quyền mà chữ ký đặt ra bị đổi");
        }

        private void Form()
        {
            var (a, b) = (before.Dict(before.Catalog["AcroForm"]), after.Dict(after.Catalog["AcroForm"]));
            foreach (var name in a.Entries.Keys.Union(b.Entries.Keys, StringComparer.Ordinal))
            {
                var isFine = name switch
                {
                    "Fields" => Fields(before.Items(a["Fields"]), after.Items(b["Fields"])),
                    "SigFlags" => true,
                    "DA" when !a.TryGet("DA", out _) => true,
                    "DR" => Fonts(before.Dict(a["DR"]), after.Dict(b["DR"])),
                    _ => same.Same(a[name], b[name]),
                };
                if (!isFine) Refuse($"biểu mẫu của tệp bị đổi ({name})");
            }
        }

        private bool Fields(IReadOnlyList<PdfValue> old, IReadOnlyList<PdfValue> now)
        {
            if (now.Count < old.Count) return false;
            for (var i = 0; i < old.Count; i++)
            {
                if (!same.Same(old[i], now[i])) return false;
            }

            return now.Skip(old.Count).All(f => f is PdfValue.Reference reference && newWidgets.Contains(reference.Id));
        }

        // Tools add fonts for the looks of new fields; those that are there must stay.
        private bool Fonts(PdfValue.Dict old, PdfValue.Dict now) => old.Entries.All(group =>
            now.TryGet(group.Key, out var other)
            && (before.Resolve(group.Value) is PdfValue.Dict x && after.Resolve(other) is PdfValue.Dict y ? same.Within(x, y) : same.Same(group.Value, other)));

        private void Allow(PdfChangeKind kind, string text) => changes.Add(new(kind, text, IsAllowed: true));

        private void Refuse(string text) => changes.Add(new(PdfChangeKind.Content, text, IsAllowed: false));
    }
}
