namespace Instrumentation.Resources.Detectors;

/// <summary>
/// <c>k8s.*</c>: the pod, from the variables that its description gives it by the downward API under the names that people use, and from the files
/// that Kubernetes mounts into it.
/// </summary>
internal sealed class KubernetesDetector(Machine machine) : LocalDetector
{
    private const string NamespaceFile = "var/run/secrets/kubernetes.io/serviceaccount/namespace";

    private static readonly (string Key, string[] Variables)[] Known =
    [
        (SemanticConventions.K8s.PodName, ["POD_NAME", "K8S_POD_NAME", "KUBERNETES_POD_NAME", "HOSTNAME"]),
        (SemanticConventions.K8s.PodUid, ["POD_UID", "K8S_POD_UID", "KUBERNETES_POD_UID"]),
        (SemanticConventions.K8s.PodIp, ["POD_IP", "K8S_POD_IP", "KUBERNETES_POD_IP"]),
        (SemanticConventions.K8s.NamespaceName, ["POD_NAMESPACE", "K8S_NAMESPACE", "KUBERNETES_NAMESPACE"]),
        (SemanticConventions.K8s.NodeName, ["NODE_NAME", "K8S_NODE_NAME", "KUBERNETES_NODE_NAME"]),
        (SemanticConventions.K8s.ContainerName, ["CONTAINER_NAME", "K8S_CONTAINER_NAME", "KUBERNETES_CONTAINER_NAME"]),
        (SemanticConventions.K8s.ClusterName, ["K8S_CLUSTER_NAME", "KUBERNETES_CLUSTER_NAME"]),
    ];

    /// <summary>Whether the process runs in a pod: Kubernetes tells each of its containers where it can be asked.</summary>
    public static bool IsInPod(Machine machine) => machine.Variable("KUBERNETES_SERVICE_HOST") is not null;

    protected override void Detect(ResourceAttributes found)
    {
        if (!IsInPod(machine))
            return;

        foreach (var mount in Mount.Read(machine))
            found.Add(SemanticConventions.K8s.PodUid, mount.PodUid).Add(SemanticConventions.K8s.ContainerName, mount.ContainerName);
        found.Add(SemanticConventions.K8s.NamespaceName, OneLine(machine.Text(NamespaceFile)));
        foreach (var (key, variables) in Known)
            found.Add(key, machine.Variable(variables));
    }

    // A name has at most 63 characters: what is longer, or has several lines, is no namespace.
    private static string? OneLine(string? text) => text is { Length: <= 63 } && !text.Contains('\n', StringComparison.Ordinal) ? text : null;
}
