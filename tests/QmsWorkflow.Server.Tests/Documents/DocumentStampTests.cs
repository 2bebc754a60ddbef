using System.Text.Json.Nodes;
using QmsWorkflow.Server.Features.Documents;

namespace QmsWorkflow.Server.Tests.Documents;

/// <summary>Number, date and signer go into the text, and into the reference of every appendix (NĐ 30/2020, Phụ lục I, III.1).</summary>
public sealed class DocumentStampTests
{
    private static readonly DocumentStamp Draft = new("BC-SLĐTBXH", null, 2024, null, null);
    private static readonly DocumentStamp Issued = new("BC-SLĐTBXH", 7, 2024, new DateOnly(2024, 2, 5), "Bùi Thanh Tùng");

    [Fact]
    public void Several_appendices_are_numbered_in_Roman_and_name_their_document()
    {
        var data = Data(new JsonObject { ["heading"] = "A" }, new JsonObject { ["heading"] = "B" }, new JsonObject { ["heading"] = "C", ["label"] = "Phụ lục riêng" });

        Issued.Apply(data);

        data["appendices"]!.AsArray().Select(appendix => (string)appendix!["label"]!).ShouldBe(["Phụ lục I", "Phụ lục II", "Phụ lục riêng"]);
        data["appendices"]!.AsArray().Select(appendix => ((string)appendix!["reference"]!).Replace('\n', ' ')).Distinct()
            .ShouldBe(["(Kèm theo Báo cáo số 07/BC-SLĐTBXH ngày 05 tháng 02 năm 2024 của Sở Lao động - Thương binh và Xã hội)"]);
    }

    [Fact]
    public void A_single_appendix_of_the_list_has_no_number()
    {
        var data = Data(new JsonObject { ["heading"] = "A", ["label"] = "" });

        Draft.Apply(data);

        ((string)data["appendices"]![0]!["label"]!).ShouldBe("Phụ lục");
    }

    [Fact]
    public void A_draft_leaves_room_for_number_and_day()
    {
        var data = Data(new JsonObject { ["heading"] = "A" });

        Draft.Apply(data);

        ((string)data["numberLine"]!).ShouldBe("Số:        /BC-SLĐTBXH");
        ((string)data["appendices"]![0]!["reference"]!).ShouldStartWith("(Kèm theo Báo cáo số       /BC-SLĐTBXH ngày     /");
    }

    [Fact]
    public void A_long_reference_is_broken_before_the_name_of_the_agency()
    {
        var data = Data(new JsonObject { ["heading"] = "A" });

        Issued.Apply(data);

        ((string)data["appendices"]![0]!["reference"]!).Split('\n').Select(line => line[..9]).ShouldBe(["(Kèm theo", "của Sở La"]);
    }

    [Fact]
    public void The_wording_of_the_agency_comes_first_and_a_letter_is_called_one()
    {
        var data = new JsonObject { ["place"] = "Hải Dương", ["appendix"] = new JsonObject { ["attached"] = "Ban hành kèm theo", ["by"] = "của Giám đốc Sở" } };

        (Issued with { Symbol = "SLĐTBXH-VP" }).Apply(data);

        ((string)data["appendix"]!["reference"]!).ShouldBe("(Ban hành kèm theo Công văn số 07/SLĐTBXH-VP ngày 05 tháng 02 năm 2024\ncủa Giám đốc Sở)");
        data["appendix"]!["label"].ShouldBeNull();
    }

    [Theory]
    [InlineData(1, "I")]
    [InlineData(4, "IV")]
    [InlineData(9, "IX")]
    [InlineData(14, "XIV")]
    [InlineData(38, "XXXVIII")]
    public void Appendices_count_in_Roman(int number, string numeral) => DocumentStamp.Numeral(number).ShouldBe(numeral);

    [Theory]
    [InlineData("ỦY BAN NHÂN DÂN HUYỆN BÀU BÀNG", "ỦY BAN NHÂN DÂN|HUYỆN BÀU BÀNG")]
    [InlineData("BAN THI ĐUA - KHEN THƯỞNG TỈNH BÀ RỊA - VŨNG TÀU", "BAN THI ĐUA - KHEN THƯỞNG|TỈNH BÀ RỊA - VŨNG TÀU")]
    [InlineData("ỦY BAN NHÂN DÂN PHƯỜNG BẾN NGHÉ THÀNH PHỐ HỒ CHÍ MINH", "ỦY BAN NHÂN DÂN PHƯỜNG BẾN NGHÉ|THÀNH PHỐ HỒ CHÍ MINH")]
    [InlineData("SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI")]
    [InlineData("SỞ Y TẾ TỈNH LÀO CAI", "SỞ Y TẾ TỈNH LÀO CAI")]
    public void A_long_name_is_broken_before_the_place_it_ends_with(string name, string lines) => NameLines.Of(name, NameLines.Heading).Split('\n').ShouldBe(lines.Split('|'));

    private static JsonObject Data(params JsonNode[] appendices) => new()
    {
        ["kindName"] = "BÁO CÁO",
        ["place"] = "Hải Dương",
        ["agencyName"] = "Sở Lao động - Thương binh và Xã hội",
        ["appendices"] = new JsonArray(appendices),
    };
}
