namespace QmsWorkflow.Server.Data;

/// <summary>Roles of the QMS (S-199). A role is held agency-wide, or for one unit (unit head, staff), between two dates.</summary>
internal enum Role
{
    /// <summary>Lãnh đạo: giám đốc, chủ tịch.</summary>
    Head,

    /// <summary>Phó của người đứng đầu.</summary>
    Deputy,

    /// <summary>Ban Chỉ đạo ISO.</summary>
    SteeringCommittee,

    /// <summary>Thư ký ISO.</summary>
    IsoSecretary,

    /// <summary>Văn phòng.</summary>
    Office,

    /// <summary>Trưởng phòng, trưởng đơn vị.</summary>
    UnitHead,

    /// <summary>Công chức, viên chức, người lao động.</summary>
    Staff,

    /// <summary>Văn thư.</summary>
    Clerk,

    /// <summary>Đánh giá viên nội bộ: reads everything, changes nothing outside audits.</summary>
    Auditor,

    /// <summary>Quản trị hệ thống.</summary>
    Admin,
}
