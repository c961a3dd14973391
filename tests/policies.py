"""What functions may do, as the templates say it."""

from local.stack.template import FUNCTION, Document, resources

ROLE = "AWS::IAM::Role"


def statements_of(*templates: Document) -> dict[str, list[Document]]:
    """Return the statements of each function's policy: its own, or those of the role that it shares."""
    return {
        name: _own(own) if "Policies" in own else _of_role(template, name, own)
        for template in templates
        for name, own in resources(template, FUNCTION).items()
    }


def _own(properties: Document) -> list[Document]:
    assert "Role" not in properties, "SAM ignores the policies of a function that has a role"
    for policy in properties["Policies"]:
        assert policy.keys() == {"Statement"}, "a managed policy grants more than it names"
    return [statement for policy in properties["Policies"] for statement in policy["Statement"]]


def _of_role(template: Document, function: str, properties: Document) -> list[Document]:
    assert "Role" in properties, f"{function} has neither a Role nor Policies"
    role, attribute = properties["Role"]["Fn::GetAtt"]
    assert attribute == "Arn"
    policies = resources(template, ROLE)[role].get("Policies", [])
    return [statement for policy in policies for statement in policy["PolicyDocument"]["Statement"]]
