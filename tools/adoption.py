"""The template by which a new stack adopts what a deleted one has left: `python -m tools.adoption`.

CloudFormation imports resources by a template that has them and nothing else, and takes no macros for that.
"""

import json

from local.template import Document, load_template

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
