using Instrumentation.Export.Delivery.Disk;

namespace Instrumentation.Export;

/// <summary>Where parcels are kept on disk.</summary>
internal sealed record DiskBufferOptions(string Folder, long Limit, DiskSync Sync);
