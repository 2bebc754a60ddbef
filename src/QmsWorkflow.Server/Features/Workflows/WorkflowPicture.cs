using System.Globalization;
using System.Text.Json.Nodes;

namespace QmsWorkflow.Server.Features.Workflows;

/// <summary>The picture of a workflow as it was laid out in the designer: boxes and arrows in one coordinate system.</summary>
public sealed record WorkflowPicture(double Left, double Top, double Width, double Height, IReadOnlyList<PictureBox> Boxes, IReadOnlyList<PictureArrow> Arrows)
{
    private const double Margin = 24;
    private const double ArcRoom = 70;
    private const int LineLength = 26;

    /// <returns>Null when a step has no place in the designer.</returns>
    internal static WorkflowPicture? Draw(string json, IReadOnlyList<StepView> steps)
    {
        var boxes = new List<PictureBox>();
        var places = Places(json);
        foreach (var step in steps)
        {
            if (!places.TryGetValue(step.Id, out var place)) return null;

            boxes.Add(new PictureBox(step.Id, place.X, place.Y, place.Width, place.Height, Lines($"{step.Number}. {step.Text}"), step.TypeName));
        }

        if (boxes.Count == 0) return null;

        var byId = boxes.ToDictionary(b => b.Id, StringComparer.Ordinal);
        PictureArrow[] arrows =
        [
            .. steps.SelectMany(step => step.Next.GroupBy(next => next.Id, StringComparer.Ordinal)
                .Select(group => Arrow(byId[step.Id], byId[group.Key], step.Next.Select(n => n.Outcome).Distinct(StringComparer.Ordinal).Count() > 1
                    ? string.Join(", ", group.Select(n => n.Outcome)) : ""))),
        ];
        var left = boxes.Min(b => b.X) - Margin;
        var top = boxes.Min(b => b.Y) - ArcRoom;
        return new(left, top, boxes.Max(b => b.X + b.Width) + Margin - left, boxes.Max(b => b.Y + b.Height) + ArcRoom - top, boxes, arrows);
    }

    private static Dictionary<string, (double X, double Y, double Width, double Height)> Places(string json)
    {
        var places = new Dictionary<string, (double, double, double, double)>(StringComparer.Ordinal);
        foreach (var activity in JsonNode.Parse(json)?["root"]?["activities"] as JsonArray ?? [])
        {
            var designer = activity?["metadata"]?["designer"];
            if (activity?["id"]?.GetValue<string>() is not { } id || Number(designer?["position"]?["x"]) is not { } x || Number(designer?["position"]?["y"]) is not { } y) continue;

            places[id] = (x, y, Number(designer?["size"]?["width"]) ?? 210, Number(designer?["size"]?["height"]) ?? 60);
        }

        return places;
    }

    private static double? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue(out double number) ? number : null;

    private static PictureArrow Arrow(PictureBox from, PictureBox to, string label)
    {
        var isAhead = to.X >= from.X + from.Width;
        var isSameRow = Math.Abs(to.MiddleY - from.MiddleY) < 1;
        if (isAhead && (!isSameRow || to.X - from.X < 2 * from.Width))
        {
            var bend = (to.X - from.X - from.Width) / 2;
            return new(Path($"M{from.X + from.Width},{from.MiddleY} C{from.X + from.Width + bend},{from.MiddleY} {to.X - bend},{to.MiddleY} {to.X},{to.MiddleY}"),
                label, from.X + from.Width + bend, ((from.MiddleY + to.MiddleY) / 2) - 6);
        }

        if (isSameRow)
        {
            // Over the boxes between the two when it leads back, under them when it leads ahead.
            var (edge, way) = isAhead ? (from.Y + from.Height, 1) : (from.Y, -1);
            var control = edge + (way * (ArcRoom - 8));
            return new(Path($"M{from.MiddleX},{edge} C{from.MiddleX},{control} {to.MiddleX},{control} {to.MiddleX},{edge}"),
                label, (from.MiddleX + to.MiddleX) / 2, edge + (way * ArcRoom * 0.7));
        }

        var isDown = to.MiddleY > from.MiddleY;
        var (start, end) = isDown ? (from.Y + from.Height, to.Y) : (from.Y, to.Y + to.Height);
        var half = (start + end) / 2;
        return new(Path($"M{from.MiddleX},{start} C{from.MiddleX},{half} {to.MiddleX},{half} {to.MiddleX},{end}"), label, (from.MiddleX + to.MiddleX) / 2, half - 4);
    }

    private static string Path(FormattableString path) => path.ToString(CultureInfo.InvariantCulture);

    private static List<string> Lines(string text)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' '))
        {
            if (lines[^1].Length == 0) lines[^1] = word;
            else if (lines[^1].Length + word.Length < LineLength) lines[^1] += " " + word;
            else lines.Add(word);
        }

        return lines;
    }
}

public sealed record PictureBox(string Id, double X, double Y, double Width, double Height, IReadOnlyList<string> Lines, string TypeName)
{
    public double MiddleX => X + (Width / 2);

    public double MiddleY => Y + (Height / 2);
}

public sealed record PictureArrow(string Path, string Label, double LabelX, double LabelY);
