from .sub import name as inside
