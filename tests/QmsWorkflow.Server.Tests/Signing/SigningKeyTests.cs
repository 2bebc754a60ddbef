using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Documents.Pdf;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Signing;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Signing;

/// <summary>Certificates and pictures as the administrator keeps them.</summary>
public sealed class SigningKeyTests(TestCluster cluster)
{
    private const string Secret = "mật khẩu PFX 42";
    private static readonly byte[] Blue = PdfSample.Ink(450, 180, 0x1A3A9E);
    private static readonly byte[] Red = PdfSample.Ink(360, 360, 0xD01C1C);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_uploaded_certificate_signs_for_its_owner_until_it_is_taken_out_of_use()
    {
        await using var app = await App.StartAsync(cluster);
        var pfx = Pfx(new TestAuthority().Rsa("Trần Giám Đốc"));
        (await AddAsync(app, "giamdoc", pfx, Secret)).IsDone.ShouldBeTrue();
        (await SaveAsync(app, "giamdoc", Blue, 45)).IsDone.ShouldBeTrue();

        using (var key = (await KeyAsync(app, "giamdoc", new DateOnly(2026, 1, 5))).ShouldNotBeNull())
        {
            key.Name.ShouldBe("Trần Giám Đốc");
            key.Certificate.HasPrivateKey.ShouldBeTrue();
            PngPicture.Read(key.Picture!).PixelsPerMetre.ShouldBe(10_000);
        }

        (await KeyAsync(app, "giamdoc", new DateOnly(2024, 1, 5))).ShouldBeNull("before it is valid");
        (await KeyAsync(app, "truong", new DateOnly(2026, 1, 5))).ShouldBeNull("somebody else");

        using var admin = await app.SignInAsAsync("quantri");
        await admin.GoAsync("/admin/certificates");
        admin.Text.ShouldContain("Chưa được tin cậy");
        await admin.SubmitAsync("Ngừng dùng chứng thư số Trần Giám Đốc", ("Reason", "Mất thiết bị"));

        admin.RefusalCode.ShouldBeNull(admin.Text);
        admin.Text.ShouldContain("Ngừng dùng ngày 22/04/2024: Mất thiết bị");
        (await KeyAsync(app, "giamdoc", new DateOnly(2026, 1, 5))).ShouldBeNull();
    }

    [Fact]
    public async Task Neither_database_nor_trail_holds_the_secret()
    {
        await using var app = await App.StartAsync(cluster);
        var key = new TestAuthority().Rsa("Trần Giám Đốc");
        var pfx = Pfx(key);
        (await AddAsync(app, "giamdoc", pfx, Secret)).IsDone.ShouldBeTrue();

        var row = await app.ReadAsync(db => db.SigningKeys.AsNoTracking().SingleAsync(Stop));
        row.ProtectedPfx.AsSpan().IndexOf(pfx.AsSpan(20, 64)).ShouldBe(-1);
        Should.Throw<CryptographicException>(() => X509CertificateLoader.LoadPkcs12Collection(row.ProtectedPfx, Secret));
        var trail = await app.ReadAsync(db => db.TrailEntries.Where(e => e.Action.StartsWith("signing-key")).ToListAsync(Stop));
        var said = System.Text.Json.JsonSerializer.Serialize(trail.ShouldHaveSingleItem());
        said.ShouldContain(key.Certificate.Thumbprint);
        said.ShouldNotContain("PFX 42");
        said.ShouldNotContain("Protected");
    }

    [Fact]
    public async Task A_wrong_password_an_ended_a_weak_and_a_second_certificate_are_refused()
    {
        await using var app = await App.StartAsync(cluster);
        var authority = new TestAuthority();
        var good = Pfx(authority.Rsa("Trần Giám Đốc"));

        Fields(await AddAsync(app, "giamdoc", good, "sai")).ShouldBe(["Password"]);
        Fields(await AddAsync(app, "giamdoc", [1, 2, 3], Secret)).ShouldBe(["Password"]);
        Fields(await AddAsync(app, "giamdoc", null, Secret)).ShouldBe(["Pfx"]);
        Fields(await AddAsync(app, "giamdoc", Pfx(Old()), Secret)).ShouldBe(["Pfx"]);
        Fields(await AddAsync(app, "giamdoc", Pfx(authority.Rsa("A", usage: X509KeyUsageFlags.KeyEncipherment)), Secret)).ShouldBe(["Pfx"]);
        (await AddAsync(app, "giamdoc", good, Secret)).IsDone.ShouldBeTrue();
        (await AddAsync(app, "giamdoc", good, Secret)).ShouldBeOfType<Outcome.Refused>().Code.ShouldBe("QMS430");
        (await app.ReadAsync(db => db.SigningKeys.CountAsync(Stop))).ShouldBe(1);

        static SigningKey Old()
        {
            using var key = RSA.Create(2048);
            var request = new CertificateRequest("CN=Cũ", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            return new(Guid.NewGuid(), request.CreateSelfSigned(new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2021, 1, 1, 0, 0, 0, TimeSpan.Zero)), [], null);
        }
    }

    [Fact]
    public async Task A_seal_is_red_a_signature_blue_and_both_transparent()
    {
        await using var app = await App.StartAsync(cluster);

        Fields(await SaveAsync(app, null, Blue, 36)).ShouldBe(["Png"]);
        Fields(await SaveAsync(app, "giamdoc", Red, 45)).ShouldBe(["Png"]);
        Fields(await SaveAsync(app, null, Opaque(), 36)).ShouldBe(["Png"]);
        Fields(await SaveAsync(app, null, Red, 90)).ShouldBe(["WidthMm"]);
        Fields(await SaveAsync(app, null, [0x89, 0x50, 1], 36)).ShouldBe(["Png"]);
        (await SaveAsync(app, null, Red, 36)).IsDone.ShouldBeTrue();
        (await SaveAsync(app, null, Red, 38)).IsDone.ShouldBeTrue();
        (await app.ReadAsync(db => db.SigningPictures.Select(p => p.WidthMm).ToListAsync(Stop))).ShouldBe([38m]);

        static byte[] Opaque() => new PngPicture(100, 100, [.. Enumerable.Repeat<byte[]>([200, 20, 20], 10_000).SelectMany(p => p)], [.. Enumerable.Repeat((byte)255, 10_000)], null).ToPng();
    }

    [Fact]
    public async Task A_certificate_that_ends_soon_is_warned_of()
    {
        await using var app = await App.StartAsync(cluster);
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Sắp hết", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var soon = request.CreateSelfSigned(new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2024, 5, 10, 0, 0, 0, TimeSpan.Zero));
        (await AddAsync(app, "giamdoc", soon.Export(X509ContentType.Pkcs12, Secret), Secret)).IsDone.ShouldBeTrue();
        using var admin = await app.SignInAsAsync("quantri");

        await admin.GoAsync("/admin/certificates");

        admin.Text.ShouldContain("Sắp hết: hết hạn ngày 10/05/2024");
    }

    [Fact]
    public async Task Another_agency_sees_and_uses_nothing_of_it_and_only_administrators_get_in()
    {
        await using var app = await App.StartAsync(cluster);
        (await AddAsync(app, "giamdoc", Pfx(new TestAuthority().Rsa("Trần Giám Đốc")), Secret)).IsDone.ShouldBeTrue();
        using var other = await app.SignInAsAsync("quantri2");
        using var head = await app.SignInAsAsync("giamdoc");

        await other.GoAsync("/admin/certificates");
        await head.GoAsync("/admin/certificates");

        other.Text.ShouldNotContain("Trần Giám Đốc");
        head.Status.ShouldBe(HttpStatusCode.Forbidden);
        (await app.InAsync(scope => scope.GetRequiredService<SigningKeys>().ForPersonAsync(app.Id("giamdoc"), new DateOnly(2026, 1, 5), Stop), app.SecondAgency)).ShouldBeNull();
    }

    [Fact]
    public async Task Demo_agencies_sign_at_once_with_certificates_that_say_they_are_worth_nothing()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var keys = app.Services.GetRequiredService<TrustedRoots>().All;
        keys.ShouldHaveSingleItem().Subject.ShouldContain("DEMO – không có giá trị pháp lý");

        var (person, agency) = await app.InAsync("hai-duong", async (services, owner) =>
        {
            var db = services.GetRequiredService<Data.QmsDb>();
            var head = await db.RoleAssignments.Where(r => r.Role == Data.Role.Head).Select(r => r.PersonId).FirstAsync(Stop);
            var signing = services.GetRequiredService<SigningKeys>();
            return (await signing.ForPersonAsync(head, new DateOnly(2022, 3, 2), Stop), await signing.ForAgencyAsync(owner.Id, new DateOnly(2022, 3, 2), Stop));
        });

        PngPicture.Read(person.ShouldNotBeNull().Picture!).MeanColour.Blue.ShouldBeGreaterThan(120);
        PngPicture.Read(agency.ShouldNotBeNull().Picture!).MeanColour.Red.ShouldBeGreaterThan(180);
        await app.Services.GetRequiredService<DemoKeys>().EnsureAsync(Stop);
        var owners = await app.InAsync("hai-duong", (services, owner) => services.GetRequiredService<Data.QmsDb>().SigningKeys.Select(k => k.PersonId).ToListAsync(Stop));
        owners.ShouldBeUnique();
    }

    private static byte[] Pfx(SigningKey key) => key.Certificate.Export(X509ContentType.Pkcs12, Secret);

    private static string[] Fields(Outcome outcome) => [.. outcome.ShouldBeOfType<Outcome.Refused>().Fields.Select(f => f.Field)];

    private static Task<Outcome> AddAsync(App app, string owner, byte[]? pfx, string password) => app.InAsync(
        async scope => await scope.GetRequiredService<AddSigningKey>().ExecuteAsync(new(app.Id(owner), pfx, password), await AdminAsync(scope), Stop), app.FirstAgency);

    private static Task<Outcome> SaveAsync(App app, string? owner, byte[] png, decimal width) => app.InAsync(
        async scope => await scope.GetRequiredService<SaveSigningPicture>().ExecuteAsync(new(owner is null ? null : app.Id(owner), png, width), await AdminAsync(scope), Stop), app.FirstAgency);

    private static Task<SigningKey?> KeyAsync(App app, string owner, DateOnly on) =>
        app.InAsync(scope => scope.GetRequiredService<SigningKeys>().ForPersonAsync(app.Id(owner), on, Stop), app.FirstAgency);

    private static async Task<Actor> AdminAsync(IServiceProvider scope)
    {
        var person = await scope.GetRequiredService<Data.QmsDb>().People.AsNoTracking().SingleAsync(p => p.UserName == "quantri", Stop);
        return await scope.GetRequiredService<ActorFactory>().ForPersonAsync(person, "test", Stop);
    }
}
