using System.Globalization;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.People;

/// <summary>What the form on a unit sends.</summary>
public sealed class UnitForm
{
    public string? Code { get; set; }
    public string? Name { get; set; }
    public string? Kind { get; set; }
    public string? ParentId { get; set; }
    public bool InScope { get; set; }
    public string? SortOrder { get; set; }
    public string? ValidFrom { get; set; }

    internal static UnitForm Of(Unit unit) => new()
    {
        Code = unit.Code,
        Name = unit.Name,
        Kind = unit.Kind,
        ParentId = unit.ParentId?.ToString(),
        InScope = unit.InScope,
        SortOrder = unit.SortOrder.ToString(CultureInfo.InvariantCulture),
        ValidFrom = FormDate.Write(unit.ValidFrom),
    };

    internal UnitInput Input() => new(
        Code ?? "", Name ?? "", Kind ?? "", UnitIds.Read(ParentId), InScope,
        int.TryParse(SortOrder, NumberStyles.None, CultureInfo.InvariantCulture, out var order) ? order : 0, FormDate.Read(ValidFrom));
}
