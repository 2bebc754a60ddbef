using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using QmsWorkflow.Documents;
using QmsWorkflow.Documents.Pdf;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Signing;

namespace QmsWorkflow.Server.Tests.Signing;

/// <summary>A decision as it is before signing, rendered once, and what signs it.</summary>
public sealed class PdfSample : IAsyncLifetime
{
    internal static readonly SignaturePlace Place = new("Bùi Thanh Tùng", ["GIÁM ĐỐC"]);
    internal static readonly DateTimeOffset At = new(2026, 3, 28, 9, 15, 30, TimeSpan.FromHours(7));

    public byte[] Pdf { get; private set; } = [];

    internal TestAuthority Authority { get; } = new();

    internal SigningKey Person => field ??= Authority.Rsa("Bùi Thanh Tùng");

    internal SigningKey Agency => field ??= Authority.Ec("Sở Lao động - Thương binh và Xã hội");

    /// <summary>Signed by the person, numbered and dated.</summary>
    internal byte[] Stamped => field ??= PdfSigner.StampNumber(PdfSigner.SignAsPerson(Pdf, Person, Ink(600, 260, 0x1A3A9E), Place, At), "15/QĐ-SLĐTBXH", new DateOnly(2022, 3, 28));

    /// <summary>Signed by the person, numbered, and signed by the agency.</summary>
    internal byte[] Issued => field ??= PdfSigner.SignAsAgency(Stamped, Agency, Ink(425, 425, 0xD01C1C, 11811), At.AddMinutes(20));

    public async ValueTask InitializeAsync()
    {
        using var renderer = new PdfRenderer(NullLogger<PdfRenderer>.Instance);
        Pdf = await renderer.RenderAsync(Docx(), TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal static byte[] Docx()
    {
        var folder = Path.Combine(Root(), "templates", "agency-objectives");
        var data = (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "quyet-dinh.sample.json")))!;
        return DocxTemplate.Open(File.ReadAllBytes(Path.Combine(folder, "quyet-dinh.docx"))).Fill(data).Docx.ShouldNotBeNull();
    }

    internal PdfVerification Verify(byte[] pdf) => PdfVerifier.Verify(pdf, [Authority.Root]);

    /// <summary>A reader's look at the first page.</summary>
    internal static IReadOnlyList<PdfPage> Pages(byte[] pdf) => PdfPage.All(PdfFile.Open(pdf));

    /// <summary>A ring of one colour on transparent ground.</summary>
    internal static byte[] Ink(int width, int height, int colour, int? density = null)
    {
        var (rgb, alpha) = (new byte[width * height * 3], new byte[width * height]);
        for (var i = 0; i < alpha.Length; i++)
        {
            double x = ((i % width) - (width / 2.0)) / (width / 2.0), y = ((i / width) - (height / 2.0)) / (height / 2.0);
            var far = Math.Sqrt((x * x) + (y * y));
            alpha[i] = far is > 0.9 and < 1 || (Math.Abs(x - y) < 0.05 && far < 0.9) ? (byte)230 : (byte)0;
            (rgb[i * 3], rgb[(i * 3) + 1], rgb[(i * 3) + 2]) = ((byte)(colour >> 16), (byte)(colour >> 8), (byte)colour);
        }

        return new PngPicture(width, height, rgb, alpha, density).ToPng();
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "QmsWorkflow.sln"))) folder = folder.Parent.ShouldNotBeNull(string.Create(CultureInfo.InvariantCulture, $"no repository above {AppContext.BaseDirectory}"));
        return folder.FullName;
    }
}

internal static class Verifications
{
    /// <summary>What is wrong, for the message of a failed test.</summary>
    public static string Describe(this PdfVerification verification) =>
        $"{verification.Problem} {string.Join(" | ", verification.Signatures.Select(s => $"{s.SubjectName}: {s.Problem} {string.Join("; ", s.ChangesAfter.Where(c => !c.IsAllowed).Select(c => c.Text))}"))}";
}
