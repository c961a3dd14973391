"""The template with which a new stack adopts the resources of a deleted one: `python -m tools.adoption`.

CloudFormation imports resources with a template that contains nothing else, and supports no macros there.
"""

import json

from local.stack.template import Document, load_template

_ADOPTED = ("CustomerTable", "SigningKey", "FailedChanges")
_OF_A_RESOURCE = ("Type", "Condition", "Properties")


def adoption_template(template: Document) -> Document:
    """Return the part of the template that can be adopted, with the parameters and conditions it needs."""
    resources = {
        name: {
            **{key: value for key, value in template["Resources"][name].items() if key in _OF_A_RESOURCE},
            "DeletionPolicy": "Retain",
            "UpdateReplacePolicy": "Retain",
        }
        for name in _ADOPTED
    }
    conditions = {
        name: condition for name, condition in template["Conditions"].items() if f"'{name}'" in str(resources)
    }
    needed = str((resources, conditions))
    parameters = {
        name: parameter for name, parameter in template["Parameters"].items() if f"'Ref': '{name}'" in needed
    }
    return {
        "AWSTemplateFormatVersion": template["AWSTemplateFormatVersion"],
        "Parameters": parameters,
        "Conditions": conditions,
        "Resources": resources,
    }


if __name__ == "__main__":
    print(json.dumps(adoption_template(load_template()), indent=2))
