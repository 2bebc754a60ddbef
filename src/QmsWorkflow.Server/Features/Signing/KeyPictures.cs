using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Documents.Pdf;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Signing;

/// <param name="PersonId">Whose signature; null for the agency's seal.</param>
/// <param name="WidthMm">The printed width in millimetres.</param>
internal sealed record SigningPictureInput(Guid? PersonId, byte[]? Png, decimal? WidthMm)
{
    public const int MostMegabytes = 2;
}

/// <summary>Keeps the picture of a signature (blue) or of the seal (red), PNG on transparent ground (NĐ 30/2020, Phụ lục I, II.7d, II.8a).</summary>
internal sealed class SaveSigningPicture(QmsDb db, KeyVault vault, Transactor transactor, TrailLog trail, TimeProvider clock)
{
    private const double LeastTransparent = 0.2;

    public async Task<Outcome> ExecuteAsync(SigningPictureInput input, Actor actor, CancellationToken ct)
    {
        if (AdminRight.Refusal(actor) is { } refusal) return refusal;
        if (input.Png is null || input.Png.Length > SigningPictureInput.MostMegabytes * 1024 * 1024) return AdminRight.Problems([AddSigningKey.Problem("Png", "NeedPng", SigningPictureInput.MostMegabytes)]);

        // A seal is as large as its real one: 20 to 50 mm; a signature fits its block.
        var (least, most) = input.PersonId is null ? (20m, 50m) : (15m, 70m);
        if (input.WidthMm is not { } width || width < least || width > most) return AdminRight.Problems([AddSigningKey.Problem("WidthMm", "NeedWidth", least, most)]);

        PngPicture picture;
        try
        {
            picture = PngPicture.Read(input.Png);
        }
        catch (PdfException failure)
        {
            return AdminRight.Problems([new FieldProblem("Png", failure.Message)]);
        }

        if (Fault(picture, input.PersonId is null) is { } fault) return AdminRight.Problems([fault]);
        var height = Math.Round(width * picture.Height / picture.Width, 1);
        if (height is < 5 or > 80) return AdminRight.Problems([AddSigningKey.Problem("Png", "WrongShape")]);

        // Written anew: only the picture itself is kept, with its size.
        var png = (picture with { PixelsPerMetre = (int)Math.Round(picture.Width / (double)width * 1000) }).ToPng();
        return await transactor.RunAsync(
            async () =>
            {
                var person = input.PersonId is { } id ? await db.People.SingleOrDefaultAsync(p => p.Id == id && p.IsActive, ct) : null;
                if (input.PersonId is not null && person is null) return Outcome.Refuse("QMS305");

                var row = await db.SigningPictures.SingleOrDefaultAsync(p => p.AgencyId == actor.AgencyId && p.PersonId == input.PersonId, ct);
                var before = row is null ? null : new { row.WidthMm, row.HeightMm, row.AddedAt };
                if (row is null)
                {
                    row = new() { Id = Guid.CreateVersion7(), AgencyId = actor.AgencyId, PersonId = person?.Id, ProtectedPng = [], WidthMm = width, HeightMm = height, AddedAt = clock.GetUtcNow() };
                    db.SigningPictures.Add(row);
                }

                (row.ProtectedPng, row.WidthMm, row.HeightMm, row.AddedAt, row.AddedBy) = (vault.ProtectPicture(png), width, height, clock.GetUtcNow(), actor.PersonId);
                trail.Record(actor, "signing-picture.saved", person is null ? "agency" : "person", person?.Id ?? actor.AgencyId,
                    person is null ? "Lưu hình con dấu của cơ quan" : $"Lưu hình chữ ký của {person.FullName}", before, new { row.WidthMm, row.HeightMm });
                return Outcome.Success;
            },
            ct);
    }

    private static FieldProblem? Fault(PngPicture picture, bool isSeal)
    {
        if (picture.Transparency < LeastTransparent) return AddSigningKey.Problem("Png", "NotTransparent");
        var (red, green, blue) = picture.MeanColour;
        if (isSeal) return red > green + 30 && red > blue + 30 ? null : AddSigningKey.Problem("Png", "NotRed");
        return blue > red + 15 ? null : AddSigningKey.Problem("Png", "NotBlue");
    }
}
