using QmsWorkflow.Documents.Pdf;

namespace QmsWorkflow.Server.Features.Signing;

/// <summary>Draws pictures for the demo agencies: a stroke of a pen, and a seal that says DEMO.</summary>
internal static class DemoInk
{
    private const int PerMillimetre = 10;
    private static readonly string[] Demo =
    [
        "###  #### #   #  ## ",
        "#  # #    ## ## #  #",
        "#  # ###  # # # #  #",
        "#  # #    #   # #  #",
        "###  #### #   #  ## ",
    ];

    /// <summary>A blue stroke of 45 × 18 mm; the same name gives the same stroke.</summary>
    public static byte[] Signature(string name)
    {
        const int width = 45 * PerMillimetre, height = 18 * PerMillimetre;
        var seed = name.Aggregate(17u, (sum, c) => unchecked((sum * 31) + c));
        double Part(int index) => ((seed >> (index * 4)) & 15) / 15.0;
        var alpha = new byte[width * height];
        for (var step = 0; step <= 4000; step++)
        {
            // A loop that runs to the right, smaller and smaller, and a line under it.
            var t = step / 4000.0;
            var turns = (4 + (3 * Part(0))) * 2 * Math.PI * t;
            var x = 30 + (t * (width - 80)) + ((25 + (20 * Part(1))) * Math.Sin(turns));
            var y = (height * 0.45) + (((height * 0.32 * (1 - (0.75 * t))) + (8 * Part(2))) * Math.Cos(turns + (2 * Part(3)))) - (12 * Math.Sin(3 * t));
            Dot(alpha, width, height, x, y, 2.2 + (1.4 * Math.Abs(Math.Sin(turns + 0.7))));
            Dot(alpha, width, height, 40 + (t * (width - 90)), (height * 0.86) - (14 * t * t * Part(4)), 1.6);
        }

        return Png(width, height, alpha, (0x1F, 0x3F, 0xA8));
    }

    /// <summary>A red seal of 36 mm.</summary>
    public static byte[] Seal()
    {
        const int size = 36 * PerMillimetre;
        const double middle = size / 2.0;
        var alpha = new byte[size * size];
        for (var i = 0; i < alpha.Length; i++)
        {
            double x = (i % size) + 0.5 - middle, y = (i / size) + 0.5 - middle;
            var far = Math.Sqrt((x * x) + (y * y));
            var isRing = far is > 168 and < 178 or > 158 and < 161 or > 100 and < 103;
            alpha[i] = isRing || InStar(x, y + 22, 52) || InWord(x, y - 52) ? (byte)215 : (byte)0;
        }

        return Png(size, size, alpha, (0xD2, 0x1F, 0x26));
    }

    private static bool InStar(double x, double y, double radius)
    {
        var inside = false;
        var corners = Enumerable.Range(0, 10).Select(k =>
        {
            var (angle, length) = ((-Math.PI / 2) + (k * Math.PI / 5), k % 2 == 0 ? radius : radius * 0.382);
            return (X: Math.Cos(angle) * length, Y: Math.Sin(angle) * length);
        }).ToArray();
        for (int i = 0, j = 9; i < 10; j = i++)
        {
            if (corners[i].Y > y != corners[j].Y > y && x < ((corners[j].X - corners[i].X) * (y - corners[i].Y) / (corners[j].Y - corners[i].Y)) + corners[i].X) inside = !inside;
        }

        return inside;
    }

    private static bool InWord(double x, double y)
    {
        const double cell = 6;
        var (column, row) = ((int)Math.Floor((x / cell) + (Demo[0].Length / 2.0)), (int)Math.Floor((y / cell) + (Demo.Length / 2.0)));
        return row >= 0 && row < Demo.Length && column >= 0 && column < Demo[row].Length && Demo[row][column] == '#';
    }

    private static void Dot(byte[] alpha, int width, int height, double x, double y, double radius)
    {
        for (var row = (int)(y - radius - 1); row <= y + radius + 1; row++)
        {
            for (var column = (int)(x - radius - 1); column <= x + radius + 1; column++)
            {
                if (row < 0 || column < 0 || row >= height || column >= width) continue;
                var far = Math.Sqrt(Math.Pow(column + 0.5 - x, 2) + Math.Pow(row + 0.5 - y, 2));
                var ink = (byte)(225 * Math.Clamp(radius + 0.5 - far, 0, 1));
                alpha[(row * width) + column] = Math.Max(alpha[(row * width) + column], ink);
            }
        }
    }

    private static byte[] Png(int width, int height, byte[] alpha, (byte Red, byte Green, byte Blue) colour)
    {
        var rgb = new byte[alpha.Length * 3];
        for (var i = 0; i < alpha.Length; i++) (rgb[i * 3], rgb[(i * 3) + 1], rgb[(i * 3) + 2]) = colour;
        return new PngPicture(width, height, rgb, alpha, PerMillimetre * 1000).ToPng();
    }
}
