namespace AuditGrpc.Client;

/// <summary>What is wrong with one field of a request.</summary>
/// <param name="Field">The field, by its name in the contract, such as <c>task_id</c>.</param>
/// <param name="Description">The rule that it breaks, such as <c>must be 1 to 40 letters, digits, or hyphens</c>.</param>
public readonly record struct FieldViolation(string Field, string Description);
