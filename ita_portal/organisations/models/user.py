"""The people who sign in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.db import models


class UserManager(BaseUserManager["User"]):
    """Makes users with a hashed password."""

    def create_user(self, username: str, password: str | None = None, **facts: Any) -> User:  # noqa: ANN401 - the model's own fields
        """Make a user; without a password nobody can sign in as them."""
        user = self.model(username=self.model.normalize_username(username), **facts)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person (บุคลากร) with a sign-in; what they may do comes from their appointments alone."""

    username = models.CharField(
        "ชื่อผู้ใช้",
        max_length=60,
        unique=True,
        validators=[ASCIIUsernameValidator()],
        error_messages={"unique": "มีชื่อผู้ใช้นี้แล้ว"},
    )
    prefix = models.CharField("คำนำหน้าชื่อ", max_length=40, blank=True)
    first_name = models.CharField("ชื่อ", max_length=80)
    last_name = models.CharField("นามสกุล", max_length=80)
    email = models.EmailField("อีเมล", blank=True)
    is_active = models.BooleanField("ใช้งานอยู่", default=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = "บุคลากร"

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """The name as it is printed on papers: prefix joined, two spaces before the surname."""
        return f"{self.prefix}{self.first_name}  {self.last_name}".strip() or self.username
