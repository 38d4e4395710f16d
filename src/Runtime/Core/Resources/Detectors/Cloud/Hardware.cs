namespace Instrumentation.Resources.Detectors.Cloud;

/// <summary>What the firmware of a virtual machine says of itself. See Documentation/ABI/testing/sysfs-firmware-dmi of the kernel.</summary>
internal static class Hardware
{
    public static string? Vendor(Machine machine) => Read(machine, "sys_vendor");

    public static string? Product(Machine machine) => Read(machine, "product_name");

    /// <summary>On EC2's newer machines the id of the instance.</summary>
    public static string? BoardTag(Machine machine) => Read(machine, "board_asset_tag");

    /// <summary>On Azure always the same.</summary>
    public static string? ChassisTag(Machine machine) => Read(machine, "chassis_asset_tag");

    private static string? Read(Machine machine, string name) => machine.Text("sys/class/dmi/id/" + name);
}
