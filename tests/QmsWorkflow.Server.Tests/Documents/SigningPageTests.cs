using System.Globalization;
using System.Net;
using System.Resources;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Signing;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Documents;

/// <summary>The administrator records who may sign for the head, and takes it back.</summary>
public sealed class SigningPageTests(TestCluster cluster)
{
    [Fact]
    public async Task A_right_is_recorded_with_its_source_shown_and_taken_back()
    {
        await using var app = await App.StartAsync(cluster);
        using var admin = await app.SignInAsAsync("quantri");
        await admin.GoAsync("/admin/signing");
        admin.Text.ShouldContain("chỉ người đứng đầu ký được văn bản");

        await admin.SubmitAsync("Ghi quyền ký", ("Giving.PersonId", app.Id("truong").ToString()), ("Giving.Kind", "Regulation"), ("Giving.Source", "Quy chế làm việc số 12/QĐ-SM"), ("Giving.ValidFrom", "2024-01-01"));

        admin.RefusalCode.ShouldBeNull(admin.Text);
        admin.Text.ShouldContain("Đã ghi quyền ký của Hoàng Đức Trưởng.");
        admin.Text.ShouldContain("Quy chế làm việc số 12/QĐ-SM");
        (await app.ActionsAsync(app.FirstAgency)).ShouldContain("signing.given");

        await admin.SubmitAsync("Thu hồi");

        admin.Text.ShouldContain("Thu hồi ngày 22/04/2024");
        (await app.ReadAsync(db => db.SigningMandates.SingleAsync())).RevokedOn.ShouldBe(App.Start);
        (await app.ActionsAsync(app.FirstAgency)).ShouldContain("signing.revoked");
    }

    [Fact]
    public async Task An_authorisation_without_limits_is_refused_and_what_was_typed_stays()
    {
        await using var app = await App.StartAsync(cluster);
        using var admin = await app.SignInAsAsync("quantri");
        await admin.GoAsync("/admin/signing");

        await admin.SubmitAsync("Ghi quyền ký", ("Giving.PersonId", app.Id("truong").ToString()), ("Giving.Kind", "WrittenAuthorisation"), ("Giving.Source", "Giấy ủy quyền số 3"), ("Giving.ValidFrom", "2024-04-01"));

        admin.RefusalCode.ShouldBe("QMS603");
        admin.Text.ShouldContain("Ủy quyền ký phải có thời hạn");
        admin.Text.ShouldContain("Ủy quyền ký phải nêu nội dung");
        admin.Value("Source").ShouldBe("Giấy ủy quyền số 3");
        (await app.ReadAsync(db => db.SigningMandates.CountAsync())).ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_form_of_signing_has_a_name_on_the_page_of_a_document(SigningForm form) =>
        new ResourceManager(typeof(DocumentsText)).GetString($"Form_{form}", CultureInfo.GetCultureInfo("vi")).ShouldNotBeNullOrEmpty();

    public static TheoryData<SigningForm> Forms => [.. Enum.GetValues<SigningForm>()];

    [Fact]
    public async Task Only_the_administrator_sees_the_page()
    {
        await using var app = await App.StartAsync(cluster);
        using var head = await app.SignInAsAsync("giamdoc");

        await head.GoAsync("/admin/signing");

        head.Status.ShouldBe(HttpStatusCode.Forbidden);
    }
}
